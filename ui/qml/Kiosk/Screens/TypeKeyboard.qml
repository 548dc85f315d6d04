pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Input
import Kiosk.ViewModels

// Types into the name or the number. What is being composed is dropped with the field.
Item {
    id: board

    property string field: ""
    property alias low: keyboard.low
    property alias head: keyboard.head
    readonly property string preedit: InputPort.preedit

    signal done
    signal closed

    implicitHeight: keyboard.implicitHeight
    implicitWidth: keyboard.implicitWidth
    height: implicitHeight
    onFieldChanged: InputPort.reset()
    Component.onDestruction: InputPort.reset()

    WordedKeyboard {
        id: keyboard

        width: parent.width
        kind: board.field === "id_number" ? "id_number" : "pinyin"
        fills: Words.text(board.field === "id_number" ? "type.id.label" : "type.name.label")
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
