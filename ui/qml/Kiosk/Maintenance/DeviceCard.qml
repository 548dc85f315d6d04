pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// One device in full.
Card {
    id: root

    required property string role
    required property string icon
    required property string name
    required property string health
    required property string stateText
    required property string since
    required property string about
    required property string lastError
    required property string whatToDo

    objectName: "device-" + role
    padding: Theme.space(5)
    inOnePiece: true

    Row {
        width: parent.width
        spacing: Theme.space(5)

        Icon {
            id: mark
            name: root.icon
            size: Theme.iconTile
        }
        Column {
            width: parent.width - mark.width - parent.spacing
            spacing: Theme.space(1)

            AppText {
                width: parent.width
                role: "heading"
                text: root.name
            }
            Flow {
                width: parent.width
                spacing: Theme.space(3)

                StatusPill {
                    kind: root.health === "ok" ? "ok" : root.health === "bad" ? "bad" : "waiting"
                    text: root.stateText
                }
                AppText {
                    visible: text !== ""
                    role: "caption"
                    text: root.since
                    color: Theme.color.textSecondary
                }
            }
            Repeater {
                model: [root.about, root.lastError, root.whatToDo].filter(line => line !== "")

                AppText {
                    required property string modelData
                    width: parent.width
                    role: "caption"
                    text: modelData
                    color: Theme.color.textSecondary
                }
            }
        }
    }
}
