pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Screens
import Kiosk.ViewModels

// Every self-test this machine has the devices for.
Item {
    objectName: "menu-self-tests"

    PagedArea {
        id: matter

        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        anchors.bottomMargin: Theme.space(5)

        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            size: 58
            text: Words.text("trial.title")
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            text: SelfTestsModel.line
            color: Theme.color.textSecondary
        }
        Grid {
            id: tiles

            width: parent.width
            columns: Theme.elder || Theme.tight ? 1 : Theme.landscape ? 3 : 2
            columnSpacing: Theme.gap
            rowSpacing: Theme.gapBelow

            Repeater {
                model: SelfTestsModel.rows

                TrialTile {
                    width: (tiles.width - (tiles.columns - 1) * tiles.columnSpacing) / tiles.columns
                }
            }
        }
    }
}
