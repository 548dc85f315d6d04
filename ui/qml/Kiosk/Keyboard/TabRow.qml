pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Which keys are shown, what is being composed, and the way to put the keyboard away.
Item {
    id: root

    required property Board board
    readonly property real tabWidth: Theme.px(Theme.elder ? 226 : 164)

    height: board.topHeight

    component Tab: Key {
        required property string opens

        board: root.board
        width: Math.max(root.tabWidth, leastWidth)
        height: root.height
        digit: false
        chosen: root.board.page === opens
        Accessible.checkable: true
        Accessible.checked: chosen
        onActivated: root.board.show(opens)
    }

    Row {
        id: tabs
        spacing: root.board.gap

        Tab {
            objectName: "key-pinyin"
            opens: "letters"
            icon: "keyboard"
            caption: root.board.port.composes ? root.board.pinyinText : root.board.englishText
        }
        Tab {
            objectName: "key-handwriting"
            opens: "writing"
            visible: root.board.port.hasPen
            icon: "handwriting"
            caption: root.board.handwritingText
        }
        Tab {
            objectName: "key-digits"
            opens: "digits"
            width: Theme.px(Theme.elder ? 170 : 104)
            caption: root.board.digitsText
            accessibleName: caption.split("").join(" ") + ", " + root.board.digitsNameText // what is shown, but no number
        }
    }
    AppText {
        visible: !Theme.elder // there the question shows it
        anchors.right: close.left
        anchors.rightMargin: Theme.space(6)
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, close.x - tabs.width - 2 * Theme.space(6))
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
        width: Math.max(root.tabWidth, leastWidth)
        height: root.height
        digit: false
        icon: "chevron-down"
        caption: root.board.closeText
        onActivated: root.board.port.hide()
    }
}
