import QtQuick
import Kiosk.Theme
import Kiosk.Input

// What all keys of one keyboard share: the port they type into, the words on them, their sizes, which page is shown.
QtObject {
    id: board

    required property InputPort port
    property string kind: "pinyin"
    property string pinyinText: ""
    property string digitsText: ""
    property string englishText: ""
    property string chineseText: ""
    property string spaceText: ""
    property string doneText: ""
    property string closeText: ""
    property string clearText: ""
    property string backspaceText: ""
    property string moreText: ""
    property string page: "letters" // letters, digits; of the pinyin keyboard
    property bool english: false

    readonly property bool text: kind === "pinyin"
    readonly property bool nine: text && Theme.elder && !english
    readonly property bool digits: !text || page === "digits"
    readonly property real gap: Theme.px(Theme.elder ? 24 : 16)
    readonly property real gapBelow: gap + Theme.edge
    readonly property real rowHeight: Theme.keyPx(Theme.elder ? 140 : 102)
    readonly property list<string> candidates: port.candidates

    onKindChanged: page = "letters"
    onNineChanged: port.useNineKey(nine)
    Component.onCompleted: port.useNineKey(nine)

    function show(name: string): void {
        port.finishComposing();
        page = name;
    }
}
