pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Screens
import Kiosk.ViewModels

// The log: every sort of event can be touched, and is then the only one that is shown.
Item {
    id: page
    objectName: "menu-logs"

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
            text: Words.text("menu.logs.title")
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            text: Words.text("menu.logs.line")
            color: Theme.color.textSecondary
        }
        Flow {
            width: parent.width
            spacing: Theme.gapBelow

            Repeater {
                model: MenuLogsModel.sorts

                AppButton {
                    required property string event
                    required property string countText
                    required chosen

                    objectName: "event-" + event
                    label: event === "" ? countText : event
                    subLabel: event === "" ? "" : countText
                    onActivated: MenuLogsModel.choose(event)
                }
            }
        }
        AppText {
            width: parent.width
            role: "caption"
            text: MenuLogsModel.note
            color: Theme.color.textSecondary
        }
        Repeater {
            model: MenuLogsModel.rows

            LogCard {
                width: matter.width
            }
        }
    }
}
