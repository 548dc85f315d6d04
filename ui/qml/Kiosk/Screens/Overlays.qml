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
    Loader {
        anchors.fill: parent
        anchors.topMargin: Theme.topBar + Theme.headGap
        active: Shell.overlay === "HelpCalled"
        source: Qt.resolvedUrl("HelpCalled.qml")
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
    Loader {
        anchors.fill: parent
        active: Shell.overlay === "Listening"
        source: Qt.resolvedUrl("ListeningNow.qml")
    }
    AppDialog {
        objectName: "interruption"
        shown: Shell.overlay === "Interruption"
        title: Shell.overlayTitle
        text: Shell.overlayText
        note: Shell.overlayNote
    }
}
