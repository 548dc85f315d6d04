pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What lies over a screen; bars and rail stay above it and can always be touched.
Item {
    id: over

    TimeIsUp {}
    ModeChooser {}
    AppDialog {
        id: help

        objectName: "help"
        shown: Shell.overlay === "HelpCalled"
        title: Shell.overlayTitle
        text: Shell.overlayText
        note: Shell.overlayNote
        safeLabel: Words.text("help.close")
        onSafe: Shell.stay()

        Column {
            width: parent?.width ?? 0

            AppText {
                role: "bodyLarge"
                text: Words.text("help.phone")
                color: Theme.color.textSecondary
            }
            AppText {
                objectName: "help-phone"
                role: "display"
                text: Shell.helpPhone
            }
            AppText {
                role: "bodyLarge"
                text: Words.text("help.urgent")
                color: Theme.color.statusDangerText
                font.weight: Font.Bold
            }
        }
    }
    AppDialog {
        objectName: "leave-question"
        shown: Shell.overlay === "LeaveQuestion"
        title: Shell.overlayTitle
        text: Shell.overlayText
        safeLabel: Shell.safeAnswer
        otherLabel: Shell.leaveAnswer
        onSafe: Shell.stay()
        onOther: Shell.leave()
    }
    Loader {
        anchors.fill: parent
        active: Shell.overlay === "AlertShown"
        source: Qt.resolvedUrl("Alert.qml")
    }
    AppDialog {
        objectName: "interruption"
        shown: Shell.overlay === "Interruption"
        title: Shell.overlayTitle
        text: Shell.overlayText
        note: Shell.overlayNote
    }
}
