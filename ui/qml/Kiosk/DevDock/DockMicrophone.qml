import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Whether the terminal's microphone hears: a trial of ten seconds, ended by a second press. Nothing is kept of it.
Row {
    id: root

    readonly property real trialS: 10

    spacing: DockSizes.gap

    DockButton {
        objectName: "dock-microphone"
        label: DevDock.word(DevDock.language, Recording.running ? "microphone_enough" : "microphone")
        lit: Recording.running
        onActivated: Recording.running ? Recording.finish() : Recording.begin(root.trialS)
    }
    LevelMeter {
        objectName: "dock-level"
        anchors.verticalCenter: parent?.verticalCenter
        barHeight: DockSizes.row - DockSizes.gap
        running: Recording.running
        level: Recording.level
        text: ""
    }
    DockText {
        objectName: "dock-microphone-text"
        anchors.verticalCenter: parent?.verticalCenter
        text: Recording.text
        color: Theme.color.textSecondary
    }
}
