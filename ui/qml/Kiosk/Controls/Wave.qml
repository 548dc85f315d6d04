pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The sign of speech: bars that swell while something is said.
Row {
    id: root

    property bool running: false
    property color color: Theme.color.actionPrimary
    property int barCount: 9
    property real barHeight: Theme.px(64)
    readonly property list<real> shape: [0.28, 0.48, 0.78, 0.56, 1, 0.7, 0.44, 0.84, 0.32]
    property real phase: 0

    height: barHeight
    spacing: Theme.px(8)
    Accessible.ignored: true

    NumberAnimation on phase {
        running: root.running && !Theme.still && root.visible
        from: 0
        to: 2 * Math.PI
        duration: Theme.wavePulseMs
        loops: Animation.Infinite
    }
    Repeater {
        model: root.barCount

        Rectangle {
            required property int index

            anchors.verticalCenter: parent?.verticalCenter
            width: Theme.px(7)
            height: root.barHeight * root.shape[index % root.shape.length]
                * (root.running && !Theme.still ? 0.75 + 0.25 * Math.sin(root.phase + index * 1.3) : 1)
            radius: width / 2
            color: root.color
        }
    }
}
