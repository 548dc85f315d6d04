pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Input

// Answers a touch that came to nothing: a ring where the finger was, so that nobody presses harder and waits.
Item {
    id: root

    readonly property bool shown: showing.running

    anchors.fill: parent

    function hide(): void {
        showing.stop();
    }

    Rectangle {
        id: ring

        objectName: "missed-mark"
        visible: showing.running
        width: Theme.px(120)
        height: width
        radius: width / 2
        color: "transparent"
        border.width: Theme.focusRing
        border.color: Theme.color.focusRing

        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.focusRing
            radius: width / 2
            color: "transparent"
            border.width: Theme.focusGap
            border.color: Theme.color.focusGap
        }
    }
    Timer {
        id: showing
        interval: Theme.missedMs
    }
    Connections {
        target: Touch
        function onMissed(x: real, y: real): void {
            ring.x = x - ring.width / 2;
            ring.y = y - ring.height / 2;
            showing.restart();
        }
    }
}
