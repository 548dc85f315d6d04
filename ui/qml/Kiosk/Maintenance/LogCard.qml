pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// One event: when, what it means, what was written of it.
Card {
    id: root

    required property string moment
    required property string event
    required property string words
    required property string details
    required property string level
    required property string levelText

    padding: Theme.space(4)
    inOnePiece: true

    Column {
        width: parent.width
        spacing: Theme.space(1)

        Flow {
            width: parent.width
            spacing: Theme.space(3)

            StatusPill {
                kind: root.level === "error" ? "bad" : root.level === "warning" ? "waiting" : "none"
                icon: root.level === "info" ? "check" : "warning"
                text: root.levelText
            }
            AppText {
                text: root.moment
                color: Theme.color.textSecondary
            }
            AppText {
                text: root.event
                color: Theme.color.textSecondary
            }
        }
        AppText {
            visible: text !== ""
            width: parent.width
            role: "label"
            text: root.words
        }
        AppText {
            visible: text !== ""
            width: parent.width
            role: "caption"
            wrapMode: Text.WrapAnywhere
            text: root.details
            color: Theme.color.textSecondary
        }
    }
}
