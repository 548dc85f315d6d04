pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Keyboard
import Kiosk.Input

// The keyboard alone, for the eye and for tests.
Window {
    id: root

    required property var words // text by name
    property string mode: "standard"
    property real panelShortMm: Theme.panelShortMm
    property string kind: "pinyin"

    width: Tokens.portraitWidth
    height: keyboard.height
    color: Theme.color.surfacePage

    Binding { target: Theme; property: "mode"; value: root.mode }
    Binding { target: Theme; property: "reducedMotion"; value: true }
    Binding { target: Theme; property: "windowWidth"; value: Tokens.portraitWidth }
    Binding { target: Theme; property: "windowHeight"; value: Tokens.portraitHeight }

    Keyboard {
        id: keyboard
        objectName: "keyboard"
        width: parent.width
        port: InputPort
        kind: root.kind
        pinyinText: root.words.pinyin
        handwritingText: root.words.handwriting
        upperText: root.words.upper
        lowerText: root.words.lower
        symbolsText: root.words.symbols
        writeHereText: root.words.writeHere
        lessText: root.words.less
        digitsText: "123"
        englishText: root.words.english
        chineseText: root.words.chinese
        spaceText: root.words.space
        doneText: root.words.done
        closeText: root.words.close
        clearText: root.words.clear
        backspaceText: root.words.backspace
        moreText: root.words.more
    }
}
