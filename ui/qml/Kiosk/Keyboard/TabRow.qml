pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Which keys are shown, what is being composed, and the way to put the keyboard away.
Item {
    id: root

    required property Board board

    height: Theme.keyPx(96)

    Row {
        spacing: root.board.gap

        Key {
            objectName: "key-pinyin"
            board: root.board
            width: Theme.px(164)
            height: root.height
            digit: false
            icon: "keyboard"
            caption: root.board.pinyinText
            chosen: root.board.page === "letters"
            onActivated: root.board.show("letters")
        }
        Key {
            objectName: "key-digits"
            board: root.board
            width: Theme.px(104)
            height: root.height
            digit: false
            caption: root.board.digitsText
            chosen: root.board.page === "digits"
            onActivated: root.board.show("digits")
        }
    }
    AppText {
        anchors.right: close.left
        anchors.rightMargin: Theme.space(6)
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, close.x - Theme.px(330))
        role: "bodyLarge"
        size: 34
        elide: Text.ElideLeft
        wrapMode: Text.NoWrap
        text: root.board.port.preedit
    }
    Key {
        id: close
        objectName: "key-close"
        anchors.right: parent.right
        board: root.board
        width: Theme.px(164)
        height: root.height
        digit: false
        icon: "chevron-down"
        caption: root.board.closeText
        onActivated: root.board.port.hide()
    }
}
