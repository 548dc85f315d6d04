pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 19: everything to press is below the middle; above it the question, and the bridge to look at.
Item {
    id: page

    readonly property real middle: Theme.windowHeight / 2 - Theme.topBar - Theme.headGap

    BridgeView {
        y: greeting.y + greeting.height + Theme.space(5)
        width: page.width
        height: page.middle - y
        waterLine: height - Theme.px(60)
    }
    Column {
        id: greeting

        x: Theme.margin
        width: parent.width - 2 * x

        AppText {
            visible: !Theme.elder
            role: "bodyLarge"
            text: HomeModel.greeting
            color: Theme.color.textSecondary
        }
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            fontSizeMode: Text.HorizontalFit
            maximumLineCount: 1
            text: Words.text(Theme.elder ? "home.elder.title" : "home.title")
        }
    }
    Row {
        id: hint

        visible: !(Theme.elder && Theme.tight) // the tiles need the room
        anchors.horizontalCenter: parent.horizontalCenter
        y: page.middle + Theme.space(3)
        spacing: Theme.space(3)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "low-reach"
            size: Theme.iconInline
        }
        AppText {
            role: "label"
            text: Words.text("low_reach.hint")
        }
    }
    Row {
        id: first

        readonly property real one: (width - spacing) * 0.36

        x: Theme.space(6)
        y: hint.visible ? hint.y + hint.height + Theme.space(2) : hint.y
        width: page.width - 2 * x
        spacing: Theme.gap

        HomeActions {
            width: first.width - first.one - first.spacing
            low: true
        }
        TopButtons {
            fill: first.one
        }
    }
    Grid {
        id: grid

        readonly property int count: Theme.elder ? leads.count : tiles.count
        readonly property int rowCount: Math.max(1, Math.ceil(count / columns))
        readonly property real cardWidth: (width - (columns - 1) * columnSpacing) / columns
        readonly property real cardHeight: (height - Theme.edge - (rowCount - 1) * rowSpacing) / rowCount

        x: first.x
        y: first.y + first.height + Theme.gapBelow
        width: first.width
        height: page.height - y - Theme.space(3)
        columns: Theme.elder ? 3 : 4
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapBelow

        Repeater {
            id: tiles

            model: Theme.elder ? null : HomeModel.tiles

            ServiceCard {
                required icon
                required title
                required tone
                required property string categoryId

                objectName: "category-" + categoryId
                width: grid.cardWidth
                height: grid.cardHeight
                stacked: true
                onActivated: HomeModel.openCategory(categoryId)
            }
        }
        Repeater {
            id: leads

            model: Theme.elder ? HomeModel.leads : null

            ServiceCard {
                required property int index
                required icon
                required title
                required tone
                required offReason
                required property string numberText

                objectName: "lead-" + (index + 1)
                width: grid.cardWidth
                height: grid.cardHeight
                stacked: true
                number: numberText
                onActivated: HomeModel.openLead(index + 1)
            }
        }
    }
}
