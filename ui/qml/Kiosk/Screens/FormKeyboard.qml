pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Input
import Kiosk.Keyboard
import Kiosk.ViewModels

// Types into the answer that has the caret. What it is called when it goes away is dropped with it.
Item {
    id: board

    implicitHeight: keyboard.implicitHeight

    Keyboard {
        id: keyboard
        width: parent.width
        port: InputPort
        kind: FormModel.keyboard
        fieldText: FormModel.focusLabel
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
            FormModel.commit(text);
        }
        function onErased(): void {
            FormModel.erase();
        }
        function onCleared(): void {
            FormModel.clear();
        }
        function onFinished(): void {
            FormModel.done();
        }
        function onHidden(): void {
            FormModel.closeKeyboard();
        }
        function onChanged(): void {
            FormModel.setPreedit(InputPort.preedit);
        }
    }
    Connections {
        target: FormModel
        function onFocusMoved(): void {
            InputPort.reset();
        }
    }
    Component.onDestruction: InputPort.reset()
}
