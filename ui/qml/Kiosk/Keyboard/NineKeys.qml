pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The nine keys of elder mode: three letters a key, four columns.
Grid {
    id: root

    required property Board board
    readonly property real keyWidth: (width - 3 * board.gap) / 4
    readonly property var letters: ({"ABC": "2", "DEF": "3", "GHI": "4", "JKL": "5", "MNO": "6", "PQRS": "7", "TUV": "8", "WXYZ": "9"})

    columns: 4
    columnSpacing: board.gap
    rowSpacing: board.gap + Theme.edge

    component LetterKey: Key {
        objectName: "key-" + caption.toLowerCase()
        board: root.board
        width: root.keyWidth
        onActivated: root.board.port.key(root.letters[caption])
    }

    Key {
        objectName: "key-symbols"
        board: root.board
        width: root.keyWidth
        caption: "\uff0c\u3002\uff1f"
        accessibleName: root.board.symbolsText
        onActivated: root.board.show("digits")
    }
    LetterKey { caption: "ABC" }
    LetterKey { caption: "DEF" }
    Key {
        objectName: "key-backspace"
        board: root.board
        width: root.keyWidth
        icon: "backspace"
        accessibleName: root.board.backspaceText
        onActivated: root.board.port.backspace()
    }
    LetterKey { caption: "GHI" }
    LetterKey { caption: "JKL" }
    LetterKey { caption: "MNO" }
    Key {
        objectName: "key-clear"
        board: root.board
        width: root.keyWidth
        digit: false
        caption: root.board.clearText
        onActivated: root.board.port.clear()
    }
    LetterKey { caption: "PQRS" }
    LetterKey { caption: "TUV" }
    LetterKey { caption: "WXYZ" }
    Key {
        objectName: "key-done"
        board: root.board
        width: root.keyWidth
        digit: false
        kind: "primary"
        caption: root.board.doneText
        onActivated: root.board.port.done()
    }
}
