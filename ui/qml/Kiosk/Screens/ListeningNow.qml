pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The sign that the microphone is open: what can be said, that it stays here, and how to be done with it.
AppDialog {
    id: sign

    objectName: "listening"
    shown: Shell.overlay === "Listening"
    title: shown ? Shell.overlayTitle : ""
    titleShown: false
    note: shown ? Shell.overlayNote : ""
    safeLabel: shown ? Shell.safeAnswer : ""
    otherLabel: shown ? Shell.leaveAnswer : ""
    otherIcon: "hand-tap"
    onSafe: Shell.spokenEnough()
    onOther: Shell.stay()

    Row {
        width: parent?.width ?? 0
        spacing: Theme.px(40)

        Icon {
            id: microphone

            anchors.verticalCenter: parent?.verticalCenter
            name: "microphone"
            size: Theme.px(120)
            color: Theme.color.actionPrimary
        }
        Column {
            anchors.verticalCenter: parent?.verticalCenter
            width: parent.width - microphone.width - parent.spacing
            spacing: Theme.space(3)

            AppText {
                width: parent.width
                role: "display"
                text: sign.title
                Accessible.role: Accessible.Heading
            }
            AppText {
                width: parent.width
                role: "bodyLarge"
                text: sign.shown ? Shell.overlayText : ""
            }
            AppText {
                width: parent.width
                role: "body"
                color: Theme.color.textSecondary
                text: Words.text("listen.commands")
            }
        }
    }
    Wave {
        anchors.horizontalCenter: parent?.horizontalCenter
        barCount: 25
        barHeight: Theme.px(72)
        running: sign.shown && Shell.overlayTitle === Words.text("listen.title")
    }
}
