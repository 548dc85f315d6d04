pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Input
import Kiosk.ViewModels

// Types into the answer that has the caret. What it is called when it goes away is dropped with it.
Item {
    id: board

    property alias low: keyboard.low
    property alias head: keyboard.head
    property alias instead: keyboard.instead

    implicitHeight: keyboard.implicitHeight
    implicitWidth: keyboard.implicitWidth

    WordedKeyboard {
        id: keyboard
        width: parent.width
        kind: FormModel.keyboard
        fills: FormModel.focusLabel
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
