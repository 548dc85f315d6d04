pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// Digits in four columns; with X for resident identity numbers, with the signs of an address beside Pinyin.
Column {
    id: root

    required property Board board
    readonly property real keyWidth: (width - 3 * board.gap) / 4
    readonly property bool identity: board.kind === "id_number"

    spacing: board.gap + Theme.edge

    component DigitRow: Row {
        id: digitRow

        required property list<string> digits
        default property alias last: lastSlot.data

        spacing: root.board.gap

        Repeater {
            model: digitRow.digits

            Key {
                required property string modelData

                objectName: "key-" + modelData
                board: root.board
                width: root.keyWidth
                caption: modelData
                onActivated: root.board.port.type(modelData)
            }
        }
        Row {
            id: lastSlot
            spacing: root.board.gap
        }
    }

    DigitRow {
        digits: ["1", "2", "3"]

        Key {
            objectName: "key-backspace"
            board: root.board
            width: root.keyWidth
            icon: "backspace"
            accessibleName: root.board.backspaceText
            onActivated: root.board.port.backspace()
        }
    }
    DigitRow {
        digits: ["4", "5", "6"]

        Key {
            objectName: "key-clear"
            board: root.board
            width: root.keyWidth
            digit: false
            caption: root.board.clearText
            onActivated: root.board.port.clear()
        }
    }
    DigitRow {
        digits: ["7", "8", "9"]

        Key {
            objectName: Theme.elder && root.board.text ? "key-pinyin" : root.board.text ? "key--" : "key-close"
            board: root.board
            width: root.keyWidth
            digit: root.board.text && !Theme.elder
            caption: Theme.elder && root.board.text ? root.board.pinyinText : root.board.text ? "-" : root.board.closeText
            onActivated: {
                if (Theme.elder && root.board.text)
                    root.board.show("letters");
                else if (root.board.text)
                    root.board.port.type("-");
                else
                    root.board.port.hide();
            }
        }
    }
    DigitRow {
        id: lastRow
        digits: root.identity ? ["X"] : root.board.text ? ["#"] : []

        Key {
            objectName: "key-0"
            board: root.board
            width: (3 - lastRow.digits.length) * root.keyWidth + (2 - lastRow.digits.length) * root.board.gap
            caption: "0"
            onActivated: root.board.port.type("0")
        }
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
}
