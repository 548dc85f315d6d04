pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The same five things on every screen; without a session the same bar with three.
Rectangle {
    id: root

    property bool inSession: true
    property string backText: ""
    property string homeText: ""
    property string readText: ""
    property string helpText: ""
    property string progressText: ""
    property bool backEnabled: true
    property bool atHome: false
    property bool speaking: false
    property string countdownText: ""
    property real countdownFraction: 1
    property bool countdownPaused: false
    property bool countdownWarning: false
    readonly property bool upright: !Theme.landscape && (Theme.elder || Theme.highContrast) // icon above the word
    readonly property real side: Theme.landscape ? Theme.margin : Theme.px(28)
    readonly property real keyHeight: height - Theme.px(Theme.elder ? 52 : Theme.landscape ? 28 : 48)
    readonly property real keyTop: Theme.px(Theme.landscape ? (Theme.elder ? 12 : 11) : 22)

    signal back
    signal home
    signal readAloud
    signal help
    signal progress

    implicitHeight: Theme.bottomBar
    height: implicitHeight
    color: Theme.color.surfaceCard

    component Key: AppButton {
        height: root.keyHeight
        vertical: root.upright
        strong: true
        padding: Theme.space(2)
    }

    Rectangle {
        width: parent.width
        height: Theme.hair
        color: Theme.color.lineHair
    }
    Row {
        id: session

        readonly property real keyWidth: (width - ring.diameter - 2 * Theme.space(3) - 4 * spacing) / 4

        visible: root.inSession
        x: root.side
        y: root.keyTop
        width: parent.width - 2 * root.side
        spacing: Theme.gap

        Key {
            objectName: "bottom-back"
            width: session.keyWidth
            icon: "back"
            label: root.backText
            offReason: root.backEnabled ? "" : root.backText
            offIcon: "back"
            onActivated: root.back()
        }
        Key {
            objectName: "bottom-home"
            width: session.keyWidth
            icon: "home"
            label: root.homeText
            here: root.atHome
            onActivated: root.home()
        }
        Item {
            width: ring.diameter + 2 * Theme.space(3)
            height: root.keyHeight

            Countdown {
                id: ring
                objectName: "countdown"
                anchors.centerIn: parent
                text: root.countdownText
                fraction: root.countdownFraction
                paused: root.countdownPaused
                warning: root.countdownWarning
            }
        }
        Key {
            objectName: root.inSession ? "bottom-read" : ""
            width: session.keyWidth
            kind: root.speaking ? "primary" : "plain"
            large: false
            icon: root.speaking ? "stop-reading" : "read-aloud"
            label: root.readText
            onActivated: root.readAloud()
        }
        Key {
            objectName: root.inSession ? "bottom-help" : ""
            width: session.keyWidth
            icon: "help-person"
            label: root.helpText
            onActivated: root.help()
        }
    }
    Row {
        id: idle

        readonly property real keyWidth: (width - 2 * spacing) / 3

        visible: !root.inSession
        x: root.side
        y: root.keyTop
        width: parent.width - 2 * root.side
        spacing: Theme.gap

        Key {
            objectName: root.inSession ? "" : "bottom-read"
            width: idle.keyWidth
            kind: root.speaking ? "primary" : "plain"
            large: false
            icon: root.speaking ? "stop-reading" : "read-aloud"
            label: root.readText
            onActivated: root.readAloud()
        }
        Key {
            objectName: "bottom-progress"
            width: idle.keyWidth
            icon: "case-progress"
            label: root.progressText
            onActivated: root.progress()
        }
        Key {
            objectName: root.inSession ? "" : "bottom-help"
            width: idle.keyWidth
            icon: "help-person"
            label: root.helpText
            onActivated: root.help()
        }
    }
}
