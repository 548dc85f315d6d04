pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Input
import Kiosk.ViewModels

// Types what is looked for; letters count before they are characters.
Item {
    id: board

    readonly property real leastWidth: keyboard.leastWidth
    property alias low: keyboard.low
    property alias head: keyboard.head

    signal putAway

    implicitHeight: keyboard.implicitHeight
    height: implicitHeight
    Component.onDestruction: {
        SearchModel.forget();
        InputPort.reset();
    }

    WordedKeyboard {
        id: keyboard

        width: parent.width
        kind: "pinyin"
        fills: Words.text("search.field")
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
