pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// Light on the water: bars that drift a little while somebody may have come (01).
Item {
    id: water

    property real unit: 1 // one pixel of the drawing
    property bool moving: false
    property real drift: 0

    SequentialAnimation on drift {
        running: water.moving
        loops: Animation.Infinite
        NumberAnimation {
            to: Theme.px(12)
            duration: Theme.glowMs / 2
            easing.type: Easing.InOutSine
        }
        NumberAnimation {
            to: 0
            duration: Theme.glowMs / 2
            easing.type: Easing.InOutSine
        }
    }
    Repeater {
        model: [[67, 1117, 137], [227, 1160, 70], [57, 1246, 97], [203, 1296, 126], [797, 1141, 76], [897, 1188, 137], [828, 1266, 66]]

        Rectangle {
            required property int index
            required property list<real> modelData

            x: modelData[0] * water.unit + (index % 2 === 0 ? water.drift : -water.drift)
            y: modelData[1] * water.unit
            width: modelData[2] * water.unit
            height: 7 * water.unit
            radius: height / 2
            color: Theme.color.surfacePage
        }
    }
}
