pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// One character, written with a finger. Each finished stroke goes to the pen; when nothing is composed the pad is empty.
Row {
    id: root

    required property Board board
    readonly property real sideWidth: Theme.px(Theme.elder ? 240 : 200)
    readonly property int rowCount: Theme.elder ? 3 : 4

    spacing: board.gap

    Rectangle {
        id: pad

        objectName: "writing-pad"
        width: root.width - root.sideWidth - root.spacing
        height: root.rowCount * root.board.rowHeight + (root.rowCount - 1) * root.board.gapBelow
        radius: Theme.radiusCard
        color: Theme.color.surfaceCard
        border.width: Theme.outline
        border.color: Theme.color.lineControl
        Accessible.role: Accessible.Canvas
        Accessible.name: root.board.writeHereText

        AppText {
            visible: ink.strokes.length === 0 && area.current.length === 0
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.space(4)
            horizontalAlignment: Text.AlignHCenter
            role: "bodyLarge"
            color: Theme.color.textSecondary
            text: root.board.writeHereText
        }
        SignatureInk {
            id: ink
            anchors.fill: parent
            strokes: []
            current: area.current
            onStrokesChanged: repaint()
        }
        TouchPlace { touchKind: "own" }
        MouseArea {
            id: area

            property var current: []

            anchors.fill: parent
            preventStealing: true

            function add(x: real, y: real): void {
                const side = Math.max(width, height) / ink.range; // one scale both ways, or every character would be squeezed
                current = [...current, [Math.max(0, Math.min(width, x)) / side, Math.max(0, Math.min(height, y)) / side]];
                ink.extend();
            }
            onPressed: mouse => {
                current = [];
                add(mouse.x, mouse.y);
            }
            onPositionChanged: mouse => add(mouse.x, mouse.y)
            onReleased: {
                const drawn = current;
                current = [];
                ink.strokes = [...ink.strokes, drawn];
                root.board.port.draw(drawn);
            }
            onCanceled: {
                current = [];
                ink.repaint();
            }
        }
    }
    Column {
        spacing: root.board.gapBelow

        Key {
            objectName: "key-backspace"
            board: root.board
            width: root.sideWidth
            icon: "backspace"
            accessibleName: root.board.backspaceText
            onActivated: {
                ink.strokes = ink.strokes.slice(0, -1);
                root.board.port.backspace();
            }
        }
        Key {
            objectName: "key-clear"
            board: root.board
            width: root.sideWidth
            digit: false
            caption: root.board.clearText
            onActivated: root.board.port.clear()
        }
        Key {
            objectName: "key-done"
            board: root.board
            width: root.sideWidth
            height: (root.rowCount - 2) * root.board.rowHeight + (root.rowCount - 3) * root.board.gapBelow
            digit: false
            kind: "primary"
            caption: root.board.doneText
            onActivated: root.board.port.done()
        }
    }
    Connections {
        target: root.board.port
        function onChanged(): void {
            if (root.board.candidates.length === 0)
                ink.strokes = [];
        }
    }
}
