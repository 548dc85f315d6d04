pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// One group under its heading, two cards abreast.
Column {
    id: group

    required property string groupId
    required property string title
    property real cardHeight: Theme.targetMin
    readonly property int rowCount: Math.ceil(tiles.count / 2)
    readonly property real headHeight: head.height

    spacing: Theme.gap

    AppText {
        id: head

        role: "heading"
        text: group.title
        color: Theme.color.textBrand
        Accessible.role: Accessible.Heading

        Rectangle {
            x: parent.width + Theme.space(5)
            y: (parent.height - height) / 2
            width: group.width - x
            height: Theme.outline
            color: Theme.color.lineHair
        }
    }
    Grid {
        id: grid

        readonly property real cardWidth: (width - columnSpacing) / 2

        width: group.width
        columns: 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        Repeater {
            id: tiles

            model: HomeModel.tilesOf(group.groupId)

            ServiceCard {
                required icon
                required title
                required tone
                required property string categoryId

                objectName: "category-" + categoryId
                width: grid.cardWidth
                height: group.cardHeight
                compact: true
                onActivated: HomeModel.openCategory(categoryId)
            }
        }
    }
}
