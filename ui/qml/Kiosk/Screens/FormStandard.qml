pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// A page of rows to read left (or above), the keyboard or the way on to act right (or below).
Item {
    id: page

    readonly property bool typing: FormModel.keyboard !== ""
    readonly property real half: Theme.landscape ? Theme.px(676) : width - 2 * Theme.margin

    Column {
        id: head
        x: Theme.margin
        width: page.half
        spacing: Theme.space(3)

        JourneySteps {
            width: parent.width
            current: 1
        }
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            size: 58
            fontSizeMode: Text.HorizontalFit
            maximumLineCount: 1
            text: FormModel.title
        }
        AppText {
            visible: text !== ""
            width: parent.width
            role: "bodyLarge"
            color: Theme.color.textSecondary
            text: FormModel.help
        }
    }

    Flickable {
        id: rows
        anchors.top: head.bottom
        anchors.topMargin: Theme.space(4)
        anchors.bottom: Theme.landscape ? parent.bottom : page.typing ? keyboard.top : foot.top
        anchors.bottomMargin: Theme.space(4)
        x: Theme.margin
        width: page.half
        contentHeight: list.height + Theme.edge
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        function reveal(item: Item) {
            const low = item.y + item.height + Theme.edge - height;
            const high = item.y;
            contentY = Math.max(0, Math.min(high, Math.max(low, Math.min(contentY, high))));
        }
        onHeightChanged: if (list.current)
            reveal(list.current)

        Column {
            id: list
            property Item current: null
            width: parent.width
            spacing: Theme.gapBelow
            onCurrentChanged: if (current)
                Qt.callLater(() => rows.reveal(list.current))

            Repeater {
                model: FormModel.rows

                AnswerRow {
                    id: answer
                    width: list.width
                    onFocusedChanged: if (focused)
                        list.current = answer
                    onHeightChanged: if (focused)
                        Qt.callLater(() => rows.reveal(answer))
                    Component.onCompleted: if (focused)
                        list.current = answer
                }
            }
            Card {
                visible: FormModel.noteTitle !== ""
                width: list.width
                color: Theme.color.statusInfoSoft
                outlined: false

                Column {
                    width: parent.width
                    AppText {
                        width: parent.width
                        role: "heading"
                        color: Theme.color.statusInfoText
                        text: FormModel.noteTitle
                    }
                    AppText {
                        width: parent.width
                        wrapMode: Text.WordWrap
                        text: FormModel.noteText
                    }
                }
            }
        }
    }

    Row {
        id: foot
        visible: !page.typing
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.landscape ? rows.x + rows.width + Theme.space(7) : Theme.margin
        width: parent.width - x - Theme.margin
        spacing: Theme.gap

        AppButton {
            id: before
            objectName: "previous"
            width: Theme.px(260)
            kind: "secondary"
            large: true
            label: Words.text("form.previous")
            onActivated: FormModel.back()
        }
        AppButton {
            objectName: "next"
            width: foot.width - before.width - foot.spacing
            kind: "primary"
            label: FormModel.nextText
            trailingIcon: "chevron-right"
            offReason: FormModel.nextOff
            onActivated: FormModel.next()
        }
    }

    FormKeyboard {
        id: keyboard
        visible: page.typing
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        width: Theme.landscape ? Theme.px(1080) : parent.width
    }
}
