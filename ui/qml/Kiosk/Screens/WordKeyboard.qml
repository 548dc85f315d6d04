pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Input
import Kiosk.ViewModels

// Types what is said of a case. What is being composed is dropped with the screen.
Item {
    id: board

    property alias low: keyboard.low
    property alias head: keyboard.head
    readonly property string preedit: InputPort.preedit

    signal putAway

    implicitHeight: keyboard.implicitHeight
    implicitWidth: keyboard.implicitWidth
    height: implicitHeight
    Component.onCompleted: InputPort.reset()
    Component.onDestruction: InputPort.reset()

    WordedKeyboard {
        id: keyboard

        width: parent.width
        kind: WordModel.keyboard === "digits" ? "digits" : "pinyin"
        fills: WordModel.label
    }
    Connections {
        target: InputPort
        function onCommitted(text: string): void {
            WordModel.append(text);
        }
        function onErased(): void {
            WordModel.erase();
        }
        function onCleared(): void {
            WordModel.clear();
        }
        function onFinished(): void {
            board.putAway();
        }
        function onHidden(): void {
            board.putAway();
        }
    }
}
