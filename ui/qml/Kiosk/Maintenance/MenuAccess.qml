pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Screens
import Kiosk.ViewModels

// Which ways in were tried in vain; two technicians let one be tried again.
Item {
    id: page
    objectName: "menu-access"

    PagedArea {
        id: matter

        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        anchors.bottomMargin: foot.visible ? page.height - foot.y + Theme.gap : Theme.space(5)

        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            size: 58
            text: Words.text("access.title")
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            text: MenuAccessModel.line
            color: Theme.color.textSecondary
        }
        AppText {
            objectName: "told"
            visible: text !== ""
            width: parent.width
            text: MenuAccessModel.told
            font.weight: Font.Bold
        }
        Grid {
            id: cards

            width: parent.width
            columns: Theme.landscape && !Theme.elder && !Theme.tight ? 2 : 1
            columnSpacing: Theme.gap
            rowSpacing: Theme.gapBelow

            Repeater {
                model: MenuAccessModel.rows

                LockoutCard {
                    width: (cards.width - (cards.columns - 1) * cards.columnSpacing) / cards.columns
                }
            }
        }
    }
    AppButton {
        id: foot

        objectName: "ask-second"
        visible: MenuAccessModel.canAskSecond
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        kind: "primary"
        icon: "two-people"
        label: Words.text("access.second")
        onActivated: MaintenanceMenuModel.askForSecond()
    }
}
