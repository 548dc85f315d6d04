pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Screens
import Kiosk.ViewModels

// Every device: how it is and since when, what it is, what went wrong last and what to do. Those in trouble come first.
Item {
    id: page
    objectName: "menu-devices"

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
            text: Words.text("menu.devices.title")
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            text: Words.text("menu.devices.line")
            color: Theme.color.textSecondary
        }
        Grid {
            id: cards

            width: parent.width
            columns: Theme.landscape && !Theme.elder && !Theme.tight ? 2 : 1
            spacing: Theme.gutter

            Repeater {
                model: MenuDevicesModel.rows

                DeviceCard {
                    width: (cards.width - (cards.columns - 1) * cards.spacing) / cards.columns
                }
            }
        }
    }
}
