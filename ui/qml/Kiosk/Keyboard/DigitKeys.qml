pragma ComponentBehavior: Bound
import QtQuick

// Digits; with X for resident identity numbers, with the signs of an address or a name beside Pinyin.
Column {
    id: root

    required property Board board
    readonly property bool identity: board.kind === "id_number"
    readonly property int columns: board.text ? 5 : 4
    readonly property real keyWidth: (width - (columns - 1) * board.gap) / columns
    readonly property var signs: board.text ? ["-", "\u00b7", "#", "\u3001"] : ["", "", "", ""]

    spacing: board.gapBelow

    component TextKeys: Repeater {
        id: keys

        Key {
            required property string modelData

            objectName: "key-" + modelData
            board: root.board
            width: root.keyWidth
            caption: modelData
            onActivated: root.board.port.type(modelData)
        }
    }
    component WordKey: Key {
        board: root.board
        width: root.keyWidth
        digit: false
    }

    Row {
        spacing: root.board.gap

        TextKeys {
            model: ["1", "2", "3", root.signs[0]].filter(text => text)
        }
        WordKey {
            objectName: "key-backspace"
            icon: "backspace"
            accessibleName: root.board.backspaceText
            onActivated: root.board.port.backspace()
        }
    }
    Row {
        spacing: root.board.gap

        TextKeys {
            model: ["4", "5", "6", root.signs[1]].filter(text => text)
        }
        WordKey {
            objectName: "key-clear"
            caption: root.board.clearText
            onActivated: root.board.port.clear()
        }
    }
    Row {
        spacing: root.board.gap

        TextKeys {
            model: ["7", "8", "9", root.signs[2]].filter(text => text)
        }
        WordKey {
            objectName: root.board.text ? "key-/" : "key-close"
            digit: root.board.text
            caption: root.board.text ? "/" : root.board.closeText
            onActivated: {
                if (root.board.text)
                    root.board.port.type("/");
                else
                    root.board.port.hide();
            }
        }
    }
    Row {
        spacing: root.board.gap

        TextKeys {
            model: root.identity ? ["X"] : root.board.text ? ["\uff0c"] : []
        }
        Key {
            objectName: "key-0"
            board: root.board
            width: root.board.text ? root.keyWidth : (root.identity ? 2 : 3) * (root.keyWidth + root.board.gap) - root.board.gap
            caption: "0"
            onActivated: root.board.port.type("0")
        }
        TextKeys {
            model: root.board.text ? ["\u3002", root.signs[3]] : []
        }
        WordKey {
            objectName: "key-done"
            kind: "primary"
            caption: root.board.doneText
            onActivated: root.board.port.done()
        }
    }
}
