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
                caption: root.board.latin && !root.board.upper ? modelData : modelData.toUpperCase()
                onActivated: root.board.latin ? root.board.port.type(caption) : root.board.port.key(modelData)
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
            objectName: root.board.latin ? "key-case" : "key-clear"
            board: root.board
            width: root.wideKey
            digit: false
            chosen: root.board.latin && root.board.upper
            caption: !root.board.latin ? root.board.clearText : root.board.upper ? root.board.lowerText : root.board.upperText
            onActivated: {
                if (root.board.latin)
                    root.board.upper = !root.board.upper;
                else
                    root.board.port.clear();
            }
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
            id: language
            objectName: "key-language"
            visible: root.board.port.composes
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
            caption: root.board.latin ? "," : "\uff0c"
            onActivated: root.board.port.type(caption)
        }
        Key {
            objectName: "key-space"
            board: root.board
            width: root.width - 2 * root.keyWidth - done.width - 3 * root.board.gap - (language.visible ? root.wideKey + root.board.gap : 0)
            digit: false
            textSize: Theme.type.label.size
            caption: root.board.latin ? "" : root.board.spaceText
            accessibleName: root.board.spaceText
            onActivated: root.board.latin ? root.board.port.type(" ") : root.board.port.space()
        }
        Key {
            objectName: "key-stop"
            board: root.board
            width: root.keyWidth
            caption: root.board.latin ? "." : "\u3002"
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
