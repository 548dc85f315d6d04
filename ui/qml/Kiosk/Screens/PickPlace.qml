pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 42, 46: where it is, by pointing at names; what none of them says is written.
Item {
    id: page

    readonly property int columnCount: 3 - (Theme.elder || Theme.highContrast ? 1 : 0)

    objectName: "pick-place"

    Column {
        id: head

        x: Theme.margin
        width: page.width - 2 * x - (Theme.landscape ? foot.width + Theme.gap : 0)
        spacing: Theme.space(3)

        JourneySteps {
            visible: !Theme.elder
            width: parent.width
            current: 1
        }
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            fontSizeMode: Text.HorizontalFit
            maximumLineCount: 1
            text: PlacesModel.title
        }
        AppText {
            objectName: "path"
            width: parent.width
            role: "body"
            color: Theme.color.textSecondary
            text: PlacesModel.path
        }
    }
    PagedArea {
        id: names

        x: Theme.margin
        y: head.height + Theme.space(5)
        width: head.width
        height: (Theme.landscape ? page.height : foot.y) - y - Math.max(Theme.space(4), Theme.gap)
        ownButton: !Theme.landscape
        spacing: Math.max(Theme.space(6), Theme.gapBelow)

        Grid {
            columns: Math.floor((head.width + columnSpacing) / (Theme.targetMin + columnSpacing))
            columnSpacing: Theme.gap
            rowSpacing: Theme.gapBelow

            Repeater {
                model: PlacesModel.letters

                AppButton {
                    required property string letter
                    required chosen

                    objectName: "letter-" + letter
                    width: Theme.targetMin
                    padding: Theme.space(2)
                    label: letter
                    onActivated: PlacesModel.only(letter)
                }
            }
        }
        Grid {
            id: tiles

            columns: page.columnCount
            columnSpacing: Theme.gap
            rowSpacing: Theme.gapBelow

            Repeater {
                model: PlacesModel.places

                AppButton {
                    required property int index
                    required property string code
                    required property int spot
                    required property string name
                    required property bool isHere

                    objectName: "place-" + index
                    width: (head.width - (tiles.columns - 1) * tiles.columnSpacing) / tiles.columns
                    height: Math.max(Theme.targetPrimary, leastHeight + 2 * Theme.space(3))
                    padding: Theme.space(3)
                    kind: "secondary"
                    label: name
                    icon: isHere ? "location" : ""
                    onActivated: PlacesModel.choose(code, spot)
                }
            }
        }
    }
    Grid { // lying, a column at the right: the names have the height
        id: foot

        readonly property real whole: Theme.landscape ? Theme.px(Theme.elder ? 540 : 480) : page.width - 2 * Theme.margin
        readonly property bool single: Theme.landscape || !wider.visible

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        width: whole
        columns: Theme.landscape ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapBelow

        PageTurn {
            visible: Theme.landscape && names.overflows
            width: foot.whole
            atEnd: names.atEnd
            onActivated: names.turn()
        }
        AppButton {
            id: write

            objectName: "write"
            width: foot.single ? foot.whole : (foot.whole - foot.columnSpacing) * 0.42
            kind: "secondary"
            large: true
            icon: "edit"
            label: Words.text("places.write")
            onActivated: PlacesModel.write()
        }
        AppButton {
            id: wider

            objectName: "wider"
            visible: PlacesModel.widerText !== ""
            width: foot.single ? foot.whole : foot.whole - foot.columnSpacing - write.width
            kind: "secondary"
            large: true
            icon: "location"
            label: PlacesModel.widerText
            onActivated: PlacesModel.wider()
        }
    }
}
