pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk.Theme

// The drawing of a DeviceHint in its layers: machine, lamp ring, paper, hand. Numbers are units of the drawing's view box.
//
//   card: falls (0–45 %) ─ rests, the lamp pulses twice (55–85 %) ─ fades (85–100 %)        paper: grows with `progress`
Item {
    id: root

    property string device: "id-card"
    property bool running: true
    property real progress: 1
    property bool handShown: true
    property bool lying: false // the card rests on the reader, no hand near it
    property real headRoom: 0 // kept free above an upright machine, for words

    readonly property bool side: Theme.landscape
    readonly property bool slip: device === "receipt"
    readonly property bool card: device === "id-card"
    readonly property bool layered: slip || card
    readonly property string base: (side && layered ? "device-side-" : "device-") + device
    readonly property rect box: side && card ? Qt.rect(0, 0, 1010, 640) : side && slip ? Qt.rect(0, 0, 880, 720)
        : card ? Qt.rect(-24, -280, 1000, 744) : slip ? Qt.rect(-24, -30, 1000, 740)
        : device === "doc-camera" ? Qt.rect(0, -20, 760, 600) : Qt.rect(-24, -10, 1000, 460)
    readonly property rect lamp: side ? (card ? Qt.rect(576, 300, 360, 268) : Qt.rect(560, 66, 288, 128))
        : card ? Qt.rect(562, 118, 362, 252) : Qt.rect(60, 168, 312, 154)
    readonly property rect start: side ? Qt.rect(0, 0, 0, 0) : Qt.rect(592, -264, 300, 190)
    readonly property real slot: side ? 136 : 246 // below this line paper is seen
    readonly property real paperLength: side ? 204 : 208
    readonly property real travel: side ? 220 : -190 // where the hand comes from
    property real zoom: Theme.elder && !side && layered ? 1.2 : 1
    readonly property real machineFoot: (slip ? 446 : 440) - box.y // from the top of the box to below the machine
    readonly property real machineHeight: box.y + box.height // from the glass down to the drawing's lower border
    readonly property real unit: side && layered ? Math.max(width / box.width, height / box.height)
        : card && headRoom > 0 ? Math.min(width / box.width * zoom, Math.max(0, height - headRoom) / machineHeight)
        : (layered || device === "rest" ? width : Math.min(width, height * 1.3)) / box.width * zoom
    readonly property real glassWidth: side ? 480 * unit + stage.x : width // what is free for words in a lying drawing
    readonly property real naturalHeight: Math.round(width / box.width * (slip && !side ? (zoom > 1 ? 690 : 617) : box.height))

    property real fall: 1 // 0 the hand is away, 1 it rests
    property real shade: 1
    property real pulse: 0

    clip: true

    function again(): void {
        if (loop.running || Theme.still || !running || !card)
            return;
        loop.restart();
    }

    component Layer: Illustration {
        width: stage.width
        height: stage.height
    }

    SequentialAnimation {
        id: loop

        running: root.running && root.card && !Theme.still
        loops: Theme.hintLoopCount
        onStopped: root.rest()
        PropertyAction { target: root; property: "shade"; value: 1 }
        PropertyAction { target: root; property: "pulse"; value: 0 }
        NumberAnimation {
            target: root
            property: "fall"
            from: 0
            to: 1
            duration: Theme.hintLoopMs * 0.45
            easing.type: Easing.BezierSpline
            easing.bezierCurve: Tokens.handCurve
        }
        PauseAnimation { duration: Theme.hintLoopMs * 0.1 }
        NumberAnimation {
            target: root
            property: "pulse"
            from: 0
            to: 2
            duration: Theme.hintLoopMs * 0.3
        }
        NumberAnimation {
            target: root
            property: "shade"
            from: 1
            to: 0
            duration: Theme.hintLoopMs * 0.15
        }
    }
    function rest(): void {
        fall = 1;
        shade = 1;
        pulse = 0;
    }

    Item {
        id: stage

        width: root.box.width * root.unit
        height: root.box.height * root.unit
        // the device stays in sight and the arm reaches the lower border, however high the picture is
        x: !root.layered ? (root.width - width) / 2 : root.side || root.card && root.zoom > 1 ? root.width - width : (root.width - width) / 2
        y: root.card && root.headRoom > 0 && !root.side ? root.height - height : root.layered ? Math.max(0, root.height - height) : (root.height - height) / 2

        Layer {
            name: root.layered ? root.base + "-scene" : root.device === "fault" ? "device-rest" : root.base
        }
        Layer {
            visible: root.card && !root.side && !root.lying
            name: visible ? "device-id-card-arrow" : ""
        }
        Layer {
            visible: root.card && root.lying
            name: visible ? root.base + "-lying" : ""
        }
        Shape {
            visible: root.card && !root.side && root.zoom === 1 && !root.lying
            x: (root.start.x - root.box.x) * root.unit
            y: (root.start.y - root.box.y) * root.unit
            width: root.start.width * root.unit
            height: root.start.height * root.unit

            ShapePath {
                strokeColor: Theme.color.lineControl
                strokeWidth: 4 * root.unit
                strokeStyle: ShapePath.DashLine
                dashPattern: [1, 3]
                capStyle: ShapePath.RoundCap
                fillColor: "transparent"

                // a rounded rectangle as QPainterPath draws it; PathRectangle is of Qt 6.8
                PathSvg {
                    readonly property real wide: root.start.width * root.unit
                    readonly property real high: root.start.height * root.unit
                    readonly property real round: 18 * root.unit

                    path: "M 0 %1 A %1 %1 0 0 1 %1 0 H %2 A %1 %1 0 0 1 %3 %1 V %4 A %1 %1 0 0 1 %2 %5 H %1 A %1 %1 0 0 1 0 %4 Z".arg(round).arg(wide - round).arg(wide).arg(high - round).arg(high)
                }
            }
        }
        Rectangle {
            readonly property real grow: 14 * Math.sin(Math.PI * (root.pulse % 1))

            visible: root.layered
            x: (root.lamp.x - root.box.x - grow) * root.unit
            y: (root.lamp.y - root.box.y - grow) * root.unit
            width: (root.lamp.width + 2 * grow) * root.unit
            height: (root.lamp.height + 2 * grow) * root.unit
            radius: 62 * root.unit
            color: "transparent"
            border.width: (root.pulse > 0 ? 5 : 0) * root.unit
            border.color: Theme.color.handFill
            opacity: 1 - (root.pulse % 1)
        }
        Item {
            visible: root.slip
            y: (root.slot - root.box.y) * root.unit
            width: parent.width
            height: parent.height - y
            clip: true

            Layer {
                visible: root.slip
                name: root.slip ? root.base + "-paper" : ""
                y: -parent.y - root.paperLength * root.unit * (1 - Math.max(0, Math.min(1, root.progress)))
            }
        }
        Layer {
            visible: root.layered && root.handShown && !root.lying && (root.card || root.progress >= 1)
            name: root.layered ? root.base + "-act" : ""
            y: root.card ? root.travel * root.unit * (1 - root.fall) : 0
            opacity: root.shade
        }
    }
}
