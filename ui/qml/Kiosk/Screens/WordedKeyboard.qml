import QtQuick
import Kiosk.Input
import Kiosk.Keyboard
import Kiosk.ViewModels

// The keyboard with its words, typing into the program's port.
Keyboard {
    property string fills: "" // what the field is called

    port: InputPort
    fieldText: fills ? Words.filled("keyboard.filling", "field", fills) : ""
    pinyinText: Words.text("keyboard.pinyin")
    handwritingText: Words.text("keyboard.handwriting")
    digitsText: Words.text("keyboard.digits")
    digitsNameText: Words.text("keyboard.digits_name")
    englishText: Words.text("keyboard.english")
    chineseText: Words.text("keyboard.chinese")
    upperText: Words.text("keyboard.upper")
    lowerText: Words.text("keyboard.lower")
    spaceText: Words.text("keyboard.space")
    doneText: Words.text("keyboard.done")
    closeText: Words.text("keyboard.close")
    clearText: Words.text("keyboard.clear")
    backspaceText: Words.text("keyboard.backspace")
    symbolsText: Words.text("keyboard.symbols")
    writeHereText: Words.text("keyboard.write_here")
    moreText: Words.text("keyboard.more")
    lessText: Words.text("keyboard.less")
}
