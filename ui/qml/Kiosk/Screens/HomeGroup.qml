pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// One spine and its cards.
Item {
    id: group

    required property string groupId
    required property string title
    required property string tone
    property real cardHeight: Theme.px(232)
    property real rowGap: Theme.gapBelow
    property int columnCount: 3
    readonly property int rowCount: Math.ceil(tiles.count / columnCount)

    height: rowCount * cardHeight + (rowCount - 1) * rowGap

    Spine {
        id: spine

        height: parent.height
        text: group.title
        tone: group.tone
    }
    Grid {
        id: grid

        readonly property real cardWidth: (width - (columns - 1) * Theme.gutter) / columns

        x: spine.width + Theme.gutter
        width: parent.width - x
        columns: group.columnCount
        columnSpacing: Theme.gutter
        rowSpacing: group.rowGap

        Repeater {
            id: tiles

            model: HomeModel.tilesOf(group.groupId)

            ServiceCard {
                required icon
                required title
                required examples
                required tone
                required property string categoryId

                objectName: "category-" + categoryId
                width: grid.cardWidth
                height: group.cardHeight
                onActivated: HomeModel.openCategory(categoryId)
            }
        }
    }
}
