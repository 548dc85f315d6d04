pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Input
import Kiosk.Keyboard
import Kiosk.ViewModels

// Types into the name or the number. What is being composed is dropped with the field.
Item {
    id: board

    property string field: ""
    readonly property string preedit: InputPort.preedit

    signal done
    signal closed

    implicitHeight: keyboard.implicitHeight
    height: implicitHeight
    onFieldChanged: InputPort.reset()
    Component.onDestruction: InputPort.reset()

    Keyboard {
        id: keyboard

        width: parent.width
        port: InputPort
        kind: board.field === "id_number" ? "id_number" : "pinyin"
        fieldText: Words.text(board.field === "id_number" ? "type.id.label" : "type.name.label")
        fieldPrefix: Words.text("keyboard.filling")
        pinyinText: Words.text("keyboard.pinyin")
        digitsText: Words.text("keyboard.digits")
        englishText: Words.text("keyboard.english")
        chineseText: Words.text("keyboard.chinese")
        spaceText: Words.text("keyboard.space")
        doneText: Words.text("keyboard.done")
        closeText: Words.text("keyboard.close")
        clearText: Words.text("keyboard.clear")
        backspaceText: Words.text("keyboard.backspace")
        moreText: Words.text("keyboard.more")
    }
    Connections {
        target: InputPort
        function onCommitted(text: string): void {
            TypeIdentityModel.append(board.field, text);
        }
        function onErased(): void {
            TypeIdentityModel.erase(board.field);
        }
        function onCleared(): void {
            TypeIdentityModel.clear(board.field);
        }
        function onFinished(): void {
            board.done();
        }
        function onHidden(): void {
            board.closed();
        }
    }
}
