pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 轻触开始. Breathes a little while somebody may have come, then rests: a machine nobody looks at draws nothing.
Pressable {
    id: sun

    property real side: Theme.px(392)
    readonly property real unit: side / 392
    property bool moving: false

    objectName: "start"
    width: side
    height: side
    accessibleName: Words.text("idle.start")
    Accessible.description: Words.text("idle.start_hint")
    onActivated: IdleModel.start()

    Rectangle {
        id: glow

        anchors.centerIn: parent
        width: parent.width * 1.08
        height: width
        radius: width / 2
        color: Theme.color.handFill
        opacity: 0.28

        SequentialAnimation on scale {
            running: sun.moving && sun.visible
            loops: Animation.Infinite
            NumberAnimation {
                to: 1.03
                duration: Theme.glowMs / 2
                easing.type: Easing.InOutSine
            }
            NumberAnimation {
                to: 0.99
                duration: Theme.glowMs / 2
                easing.type: Easing.InOutSine
            }
        }
    }
    Rectangle {
        visible: sun.ringed
        anchors.fill: parent
        anchors.margins: -Theme.focusGap - Theme.focusRing
        anchors.bottomMargin: -Theme.focusGap - Theme.focusRing - Theme.px(8)
        radius: width / 2
        color: Theme.color.focusGap
        border.width: Theme.focusRing
        border.color: Theme.color.focusRing
    }
    Rectangle {
        y: Theme.px(8)
        width: parent.width
        height: width
        radius: width / 2
        color: Theme.color.handEdge
    }
    Rectangle {
        id: disc

        y: sun.down ? Theme.px(4) : 0
        width: parent.width
        height: width
        radius: width / 2
        color: Theme.color.handFill

        Repeater {
            model: [[72, 336, 98], [204, 358, 78], [122, 374, 126]]

            Rectangle {
                required property list<real> modelData

                x: modelData[0] * sun.unit
                y: modelData[1] * sun.unit
                width: modelData[2] * sun.unit
                height: 7 * sun.unit
                radius: height / 2
                color: Theme.color.handSoft
            }
        }
        AppText {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 122 * sun.unit
            role: "display"
            width: 380 * sun.unit // of the disc at this height
            horizontalAlignment: Text.AlignHCenter
            fontSizeMode: Text.HorizontalFit
            maximumLineCount: 1
            size: 80 * sun.unit / Theme.scale
            text: Words.text("idle.start")
            color: Theme.color.textOnHand
        }
        AppText {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 226 * sun.unit
            role: "label"
            text: Words.text("idle.start_hint")
            font.weight: Font.Bold
            color: Theme.color.textOnHand
        }
    }
    Illustration {
        objectName: "start-hand"
        x: 321 * sun.unit // its cuff stays above what stands on the desk
        y: 221 * sun.unit
        width: 150 * sun.unit
        height: width * 440 / 300
        rotation: -18
        name: "hand-tap"
    }
}
