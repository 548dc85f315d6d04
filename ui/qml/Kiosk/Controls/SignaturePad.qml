pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// Takes a signature from a finger, stroke by stroke. Strokes are lists of points [x, y], scaled to 0…1000 both ways.
Item {
    id: root

    property string title: ""
    property var strokes: [] // a list property would hand out references to itself
    property bool handShown: strokes.length === 0 && !area.pressed
    property bool outOfReach: false // above the hand of somebody who sits, as with a Pressable
    readonly property bool signed: strokes.length > 0
    readonly property int strokeCount: strokes.length
    readonly property real range: 1000

    signal finished // a stroke was finished, or everything was cleared

    implicitHeight: Theme.px(Theme.elder ? 580 : 296)
    implicitWidth: Theme.px(760)
    height: implicitHeight
    onStrokesChanged: ink.repaint()
    Accessible.role: Accessible.Canvas
    Accessible.name: title

    function clear(): void {
        strokes = [];
        finished();
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusCard
        color: Theme.color.surfaceCard
        border.width: root.outOfReach ? Theme.outline : Theme.px(5)
        border.color: root.outOfReach ? Theme.color.lineHair : Theme.color.actionPrimary
    }
    Connections {
        target: Reach
        function onLook(): void {
            root.outOfReach = Reach.isAbove(root);
        }
    }
    AppText {
        x: Theme.px(28)
        y: Theme.space(3)
        role: "label"
        text: root.title
        font.weight: Font.Bold
        Accessible.ignored: true
    }
    Row {
        id: baseline

        x: Theme.px(36)
        y: parent.height * 0.8
        width: parent.width - 2 * x
        spacing: Theme.px(9)
        clip: true

        Repeater {
            model: Math.max(0, Math.floor(baseline.width / Theme.px(14)))

            Rectangle {
                width: Theme.px(5)
                height: width
                radius: width / 2
                color: Theme.color.lineControl
            }
        }
    }
    Illustration {
        visible: root.handShown
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(48)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(5)
        width: Theme.px(Theme.elder ? 200 : 130)
        height: width * 1.2
        fillMode: Image.PreserveAspectCrop
        verticalAlignment: Image.AlignTop
        sourceSize: Qt.size(width, 0)
        name: "hand-tap"
    }
    SignatureInk {
        id: ink
        anchors.fill: parent
        strokes: root.strokes
        current: area.current
        range: root.range
    }
    TouchPlace { touchKind: "own" }
    MouseArea {
        id: area

        property var current: []

        anchors.fill: parent
        enabled: !root.outOfReach
        preventStealing: true

        function add(x: real, y: real): void {
            const point = [Math.round(Math.max(0, Math.min(width, x)) / width * root.range),
                Math.round(Math.max(0, Math.min(height, y)) / height * root.range)];
            const last = current[current.length - 1];
            if (last && Math.abs(last[0] - point[0]) + Math.abs(last[1] - point[1]) < 2)
                return;
            current = [...current, point];
            ink.extend();
        }

        onPressed: mouse => {
            current = [];
            add(mouse.x, mouse.y);
        }
        onPositionChanged: mouse => add(mouse.x, mouse.y)
        onReleased: {
            const stroke = current;
            current = [];
            root.strokes = [...root.strokes, stroke];
            root.finished();
        }
        onCanceled: {
            current = [];
            ink.repaint();
        }
    }
}
