pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// One thing said of a case: typed above the keys, then handed over; or only confirmed.
Page {
    id: page

    property bool wanted: WordModel.beginsTyping
    readonly property bool typing: wanted && WordModel.keyboard !== ""
    readonly property real half: Theme.landscape && typing ? keyboard.x - 2 * Theme.margin : width - 2 * Theme.margin

    objectName: "case-word"
    ownRow: typing

    Column {
        id: head

        x: Theme.margin
        width: page.half
        spacing: Theme.space(Theme.landscape ? 3 : 4)

        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            size: page.typing ? 58 : kind.size
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.textPx(44)
            text: WordModel.title
        }
        AppText {
            objectName: "help"
            visible: !page.typing || !(Theme.elder || Theme.lowReach) || WordModel.state === "not-saved"
            width: parent.width
            role: "bodyLarge"
            color: Theme.color.textSecondary
            text: WordModel.help
        }
        AppText {
            visible: !page.typing
            width: parent.width
            role: "bodyLarge"
            text: WordModel.about
        }
        WordField {
            visible: WordModel.keyboard !== ""
            width: parent.width
            room: (!page.typing ? foot.y : Theme.landscape ? page.height : keyboard.y) - y - Math.max(Theme.gapBelow, Theme.space(5))
            typing: page.typing
            preedit: page.typing ? keyboard.preedit : ""
            onActivated: page.wanted = true
        }
    }
    Row {
        id: foot

        visible: !page.typing
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        spacing: Theme.gap

        AppButton {
            id: keep

            objectName: "keep"
            width: (foot.width - foot.spacing) / 2.25
            kind: "secondary"
            large: true
            label: Words.text(WordModel.isGrave ? "word.withdraw.keep" : "word.back")
            onActivated: WordModel.back()
        }
        AppButton {
            objectName: "send"
            width: foot.width - keep.width - foot.spacing
            kind: WordModel.isGrave ? "danger" : "primary"
            large: true
            busy: WordModel.state === "saving"
            busyLabel: WordModel.sendText
            label: WordModel.sendText
            onActivated: WordModel.hand()
        }
    }
    WordKeyboard {
        id: keyboard

        objectName: "keyboard"
        visible: page.typing
        low: Theme.lowReach
        head: Theme.lowReach && WordModel.keyboard === "pinyin" ? lowKeys : null // among digits there is one
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        width: Theme.landscape ? implicitWidth : parent.width
        onPutAway: page.wanted = false
    }
    Component {
        id: lowKeys

        LowKeys {
            id: keys

            AppButton {
                objectName: "key-close"
                width: keys.half
                height: keys.height
                icon: "chevron-down"
                label: Words.text("keyboard.close")
                strong: true
                onActivated: page.wanted = false
            }
        }
    }
}
