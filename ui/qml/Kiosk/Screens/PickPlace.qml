pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 42, 46: where it is, by pointing at names; what none of them says is written.
Item {
    id: page

    readonly property int columnCount: (Theme.landscape ? 4 : 3) - (Theme.elder || Theme.highContrast ? 1 : 0)

    objectName: "pick-place"

    Column {
        id: head

        x: Theme.margin
        width: page.width - 2 * x
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
        x: Theme.margin
        y: head.height + Theme.space(5)
        width: head.width
        height: foot.y - y - Math.max(Theme.space(4), Theme.gap)
        spacing: Theme.space(6)

        Flow {
            id: keys

            width: head.width
            spacing: Theme.gap

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
            id: names

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
                    width: (head.width - (names.columns - 1) * names.columnSpacing) / names.columns
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
    Row {
        id: foot

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.margin
        width: head.width
        spacing: Theme.gap

        AppButton {
            id: write

            objectName: "write"
            width: (foot.width - foot.spacing) * (wider.visible ? 0.42 : 1)
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
            width: foot.width - foot.spacing - write.width
            kind: "secondary"
            large: true
            icon: "location"
            label: PlacesModel.widerText
            onActivated: PlacesModel.wider()
        }
    }
}
