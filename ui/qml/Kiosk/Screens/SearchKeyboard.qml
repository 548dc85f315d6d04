pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Input
import Kiosk.Keyboard
import Kiosk.ViewModels

// Types what is looked for; letters count before they are characters.
Item {
    id: board

    signal putAway

    implicitHeight: keyboard.implicitHeight
    height: implicitHeight
    Component.onDestruction: {
        SearchModel.forget();
        InputPort.reset();
    }

    Keyboard {
        id: keyboard

        width: parent.width
        port: InputPort
        kind: "pinyin"
        fieldText: Words.text("search.field")
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
        function onChanged(): void {
            SearchModel.compose(InputPort.preedit);
        }
        function onCommitted(text: string): void {
            SearchModel.commit(text);
        }
        function onErased(): void {
            SearchModel.erase();
        }
        function onCleared(): void {
            SearchModel.clear();
        }
        function onFinished(): void {
            board.putAway();
        }
        function onHidden(): void {
            board.putAway();
        }
    }
}
