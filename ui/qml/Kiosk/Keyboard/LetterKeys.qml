pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// QWERTY: ten columns, A to L half a column in, Z to M between 清空 and backspace, as on every phone.
Column {
    id: root

    required property Board board
    readonly property real keyWidth: (width - 9 * board.gap) / 10
    readonly property real wideKey: 1.5 * keyWidth + board.gap / 2

    spacing: board.gap + Theme.edge

    component LetterRow: Row {
        id: letterRow

        required property list<string> letters

        spacing: root.board.gap

        Repeater {
            model: letterRow.letters

            Key {
                required property string modelData

                objectName: "key-" + modelData
                board: root.board
                width: root.keyWidth
                caption: root.board.english ? modelData : modelData.toUpperCase()
                onActivated: root.board.english ? root.board.port.type(modelData) : root.board.port.key(modelData)
            }
        }
    }

    LetterRow {
        letters: ["q", "w", "e", "r", "t", "y", "u", "i", "o", "p"]
    }
    LetterRow {
        x: (root.keyWidth + spacing) / 2
        letters: ["a", "s", "d", "f", "g", "h", "j", "k", "l"]
    }
    Row {
        spacing: root.board.gap

        Key {
            objectName: "key-clear"
            board: root.board
            width: root.wideKey
            digit: false
            caption: root.board.clearText
            onActivated: root.board.port.clear()
        }
        LetterRow {
            letters: ["z", "x", "c", "v", "b", "n", "m"]
        }
        Key {
            objectName: "key-backspace"
            board: root.board
            width: root.wideKey
            icon: "backspace"
            accessibleName: root.board.backspaceText
            onActivated: root.board.port.backspace()
        }
    }
    Row {
        spacing: root.board.gap

        Key {
            objectName: "key-language"
            board: root.board
            width: root.wideKey
            digit: false
            caption: root.board.english ? root.board.chineseText : root.board.englishText
            onActivated: {
                root.board.port.finishComposing();
                root.board.english = !root.board.english;
            }
        }
        Key {
            objectName: "key-comma"
            board: root.board
            width: root.keyWidth
            caption: root.board.english ? "," : "\uff0c"
            onActivated: root.board.port.type(caption)
        }
        Key {
            objectName: "key-space"
            board: root.board
            width: root.width - 2 * root.keyWidth - root.wideKey - done.width - 4 * root.board.gap
            digit: false
            textSize: Theme.type.label.size
            caption: root.board.spaceText
            onActivated: root.board.english ? root.board.port.type(" ") : root.board.port.space()
        }
        Key {
            objectName: "key-stop"
            board: root.board
            width: root.keyWidth
            caption: root.board.english ? "." : "\u3002"
            onActivated: root.board.port.type(caption)
        }
        Key {
            id: done
            objectName: "key-done"
            board: root.board
            width: 2 * root.keyWidth + root.board.gap
            digit: false
            kind: "primary"
            caption: root.board.doneText
            onActivated: root.board.port.done()
        }
    }
}
