import QtQuick
import Kiosk.Theme

// Which keys are shown, and by a touch the next kind of them: Pinyin, handwriting where it is installed, digits.
Key {
    id: root

    readonly property list<string> pages: board.port.hasPen ? ["letters", "writing", "digits"] : ["letters", "digits"]

    objectName: "key-mode"
    width: Theme.elder ? Math.max(Theme.px(140), leastWidth) : Theme.px(206)
    height: board.topHeight
    digit: false
    chosen: true
    icon: Theme.elder ? "" : board.writing ? "handwriting" : "keyboard"
    caption: board.writing ? board.handwritingText : board.digits ? board.digitsText
        : board.port.composes ? board.pinyinText : board.englishText
    onActivated: board.show(pages[(pages.indexOf(board.page) + 1) % pages.length])
}
