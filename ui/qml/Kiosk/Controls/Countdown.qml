pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk.Theme

// What is left of the time, as a ring and a word.
Item {
    id: root

    property string text: ""
    property string subText: ""
    property bool subFirst: false // the word above the digits
    property real textSize: 112
    property real fraction: 1
    property bool paused: false
    property bool warning: false
    property real diameter: Math.max(Theme.px(Theme.elder ? 120 : 100), 2.7 * Theme.textPx(Theme.type.label.size)) // round "0:00"
    property real thickness: diameter * (subText.length > 0 ? 0.075 : 0.09)
    readonly property bool large: subText.length > 0

    width: diameter
    height: diameter
    Accessible.role: Accessible.StaticText
    Accessible.name: subFirst ? subText + text : text + subText

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeColor: Theme.color.lineHair
            strokeWidth: Theme.highContrast ? 0 : root.thickness
            fillColor: "transparent"

            PathAngleArc {
                centerX: root.width / 2
                centerY: root.height / 2
                radiusX: (root.width - root.thickness) / 2
                radiusY: radiusX
                startAngle: 0
                sweepAngle: 360
            }
        }
        ShapePath {
            strokeColor: root.warning ? Theme.color.handEdge : Theme.color.actionPrimary
            strokeWidth: root.thickness
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathAngleArc {
                centerX: root.width / 2
                centerY: root.height / 2
                radiusX: (root.width - root.thickness) / 2
                radiusY: radiusX
                startAngle: -90
                sweepAngle: 360 * (root.paused ? 1 : Math.max(0, Math.min(1, root.fraction)))
            }
        }
    }
    Column {
        anchors.centerIn: parent

        AppText {
            anchors.horizontalCenter: parent?.horizontalCenter
            visible: root.large && root.subFirst
            role: "body"
            text: root.subText
            Accessible.ignored: true
        }
        AppText {
            anchors.horizontalCenter: parent?.horizontalCenter
            role: root.large ? "display" : "label"
            size: root.large ? root.textSize : Theme.type.label.size
            font.family: Theme.textFamily
            font.weight: Font.Bold
            lineHeight: 1.1 / Theme.naturalLine
            text: root.text
            Accessible.ignored: true
        }
        AppText {
            anchors.horizontalCenter: parent?.horizontalCenter
            visible: root.large && !root.subFirst
            role: "body"
            text: root.subText
            Accessible.ignored: true
        }
    }
}
