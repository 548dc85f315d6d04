import QtQuick
import Kiosk.Theme
import Kiosk.Input

// What all keys of one keyboard share: the port they type into, the words on them, their sizes, which page is shown.
QtObject {
    id: board

    required property InputPort port
    property string kind: "pinyin"
    property bool low: false // all of it is to be below the middle
    property string pinyinText: ""
    property string handwritingText: ""
    property string digitsText: ""
    property string digitsNameText: "" // as it is said: 123 is no word
    property string englishText: ""
    property string chineseText: ""
    property string upperText: ""
    property string lowerText: ""
    property string spaceText: ""
    property string doneText: ""
    property string closeText: ""
    property string clearText: ""
    property string backspaceText: ""
    property string symbolsText: ""
    property string writeHereText: ""
    property string moreText: ""
    property string lessText: ""
    property string page: "letters" // letters, writing, digits; of the pinyin keyboard
    property bool english: false
    property bool upper: false

    readonly property bool text: kind === "pinyin"
    readonly property bool latin: english || !port.composes // letters are text
    readonly property bool nine: text && Theme.elder && port.composes && page === "letters"
    readonly property bool digits: !text || page === "digits"
    readonly property bool writing: text && page === "writing"
    readonly property real gap: Theme.gapPx(Theme.elder ? 24 : 16)
    readonly property real gapBelow: gap + Theme.edge
    readonly property bool five: text && !nine // rows, with the one of the tabs
    readonly property real elderHeight: low ? Theme.targetPx(96) : Theme.keyPx(five ? 112 : 140) // low: five rows of whatever keys
    readonly property real rowHeight: Theme.elder ? elderHeight : Theme.keyPx(102)
    readonly property real topHeight: Theme.elder ? elderHeight : Theme.keyPx(96)
    readonly property list<string> candidates: port.candidates

    onKindChanged: show("letters")
    onNineChanged: port.useNineKey(nine)
    Component.onCompleted: port.useNineKey(nine)

    function show(name: string): void {
        port.finishComposing();
        page = name;
        port.usePen(writing);
    }
}
