pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// One way in that was tried in vain, and the button that lets it be tried again.
Card {
    id: root

    required property string credential
    required property string name
    required property string line
    required property string health
    required property string stateText
    required property string offReason

    objectName: "way-" + credential
    padding: Theme.space(5)
    inOnePiece: true

    Column {
        width: parent.width
        spacing: Theme.space(3)

        AppText {
            width: parent.width
            role: "heading"
            text: root.name
        }
        Flow {
            width: parent.width
            spacing: Theme.space(3)

            StatusPill {
                kind: root.health
                text: root.stateText
            }
            AppText {
                role: "caption"
                text: root.line
                color: Theme.color.textSecondary
            }
        }
        AppButton {
            objectName: "revive-" + root.credential
            width: parent.width
            kind: "secondary"
            icon: "restart"
            label: Words.text("access.revive")
            accessibleName: [label, root.name].join(", ")
            offReason: root.offReason
            onActivated: MenuAccessModel.revive(root.credential)
        }
    }
}
