pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Numbers for the worst case, and the four facts.
Column {
    id: facts

    spacing: Theme.space(5)

    Row {
        visible: phones.count > 0
        spacing: Theme.space(5)

        AppText {
            anchors.verticalCenter: parent.verticalCenter
            role: "heading"
            text: Words.text("guide.urgent")
        }
        Repeater {
            id: phones

            model: InformationModel.phones

            AppText {
                required property string number

                objectName: "urgent-" + number
                role: "display"
                text: number
                color: Theme.color.statusDangerText
            }
        }
    }
    Card {
        width: facts.width

        Grid {
            id: grid

            width: parent.width
            columns: Theme.elder && !Theme.landscape ? 1 : 2
            columnSpacing: Theme.space(5)
            rowSpacing: Theme.space(6)

            Repeater {
                model: InformationModel.facts

                GuideFact {
                    width: (grid.width - (grid.columns - 1) * grid.columnSpacing) / grid.columns
                }
            }
        }
    }
}
