pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The machine has it, the road is interrupted, the office waits: three pictures with their words.
Rectangle {
    id: scene

    readonly property real unit: height / 356
    readonly property real ground: height - 84 * unit
    color: Theme.color.statusWaitingSoft
    border.width: Theme.highContrast ? Theme.hair : 0
    border.color: Theme.color.lineHair
    radius: Theme.radiusCard
    clip: true

    Illustration {
        x: scene.width * 0.12
        y: 24 * scene.unit
        height: scene.height - 100 * scene.unit
        aspect: 0.7
        name: "machine-portrait-receipt"
    }
    Shape {
        anchors.fill: parent
        ShapePath {
            strokeColor: Theme.color.textPrimary
            strokeWidth: Theme.px(5)
            strokeStyle: ShapePath.DashLine
            dashPattern: [0.1, 3]
            capStyle: ShapePath.RoundCap
            fillColor: "transparent"
            startX: scene.width * 0.35
            startY: scene.height * 0.5
            PathQuad { x: scene.width * 0.5; y: scene.height * 0.42; controlX: scene.width * 0.42; controlY: scene.height * 0.3 }
            PathQuad { x: scene.width * 0.69; y: scene.height * 0.5; controlX: scene.width * 0.6; controlY: scene.height * 0.66 }
        }
    }
    Rectangle {
        id: halfway

        anchors.horizontalCenter: scene.horizontalCenter
        anchors.horizontalCenterOffset: scene.width * 0.025
        y: scene.height * 0.42 - height / 2
        width: 92 * scene.unit
        height: width
        radius: width / 2
        color: Theme.color.statusWaitingFill
        border.width: Theme.px(5)
        border.color: Theme.color.textPrimary
        Icon {
            anchors.centerIn: parent
            name: DoneModel.delivery === "refused" ? "warning" : Shell.online ? "clock" : "network-off"
            size: parent.width * 0.6
            color: Theme.color.textOnHand
        }
    }
    Shape {
        id: house
        x: scene.width * 0.68
        y: scene.height * 0.26
        width: 200 * scene.unit
        height: scene.ground - y
        ShapePath {
            strokeColor: Theme.color.textPrimary
            strokeWidth: Theme.px(5)
            joinStyle: ShapePath.RoundJoin
            capStyle: ShapePath.RoundCap
            fillColor: Theme.color.actionPrimarySoft
            startX: house.width * 0.1
            startY: house.height
            PathLine { x: house.width * 0.1; y: house.height * 0.42 }
            PathLine { x: 0; y: house.height * 0.48 }
            PathLine { x: house.width * 0.5; y: 0 }
            PathLine { x: house.width; y: house.height * 0.48 }
            PathLine { x: house.width * 0.9; y: house.height * 0.42 }
            PathLine { x: house.width * 0.9; y: house.height }
            PathLine { x: house.width * 0.1; y: house.height }
        }
        ShapePath {
            strokeColor: Theme.color.textPrimary
            strokeWidth: Theme.px(5)
            fillColor: Theme.color.statusWaitingFill
            startX: house.width * 0.37
            startY: house.height
            PathLine { x: house.width * 0.37; y: house.height * 0.72 }
            PathArc { x: house.width * 0.63; y: house.height * 0.72; radiusX: house.width * 0.13; radiusY: house.width * 0.13 }
            PathLine { x: house.width * 0.63; y: house.height }
        }
    }
    Repeater {
        model: [
            { "at": 0.2, "top": scene.ground, "text": Words.text("done.scene.machine") },
            { "at": 0.525, "top": halfway.y + halfway.height, "text": DoneModel.networkText }, // beside the sign it explains
            { "at": 0.77, "top": scene.ground, "text": Words.text("done.scene.office") }
        ]
        AppText {
            required property var modelData
            x: scene.width * modelData.at - width / 2
            y: modelData.top + (scene.height - scene.ground - height) / 2
            role: Theme.elder && Theme.landscape ? "caption" : "body"
            font.weight: Font.Bold
            text: modelData.text
        }
    }
}
