pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Input
import Kiosk.ViewModels

// A page of rows to read left (or above), the keyboard or the way on to act right (or below).
Item {
    id: page

    readonly property bool typing: FormModel.keyboard !== ""
    readonly property bool wide: Theme.landscape && !typing // rows stand in two columns
    readonly property real half: Theme.landscape && typing ? keyboard.x - Theme.margin - Theme.space(6) : width - 2 * Theme.margin

    Column {
        id: head
        x: Theme.margin
        width: page.wide ? Theme.px(900) : page.half
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
            visible: text !== "" && (!page.wide || FormModel.hasProblem)
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
        anchors.bottom: !page.typing ? foot.top : Theme.landscape ? parent.bottom : keyboard.top
        anchors.bottomMargin: Theme.space(4)
        x: Theme.margin
        width: page.half
        contentHeight: Math.max(list.height + Theme.edge, restY + height)
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        property real restY: 0 // where the rows rest so that the focused one is seen whole

        readonly property bool overflows: !page.typing && list.height + Theme.edge > height
        readonly property Item next: list.children.find(row => row.visible && row.y > contentY + 1 && row.y + row.height > contentY + height + 1) ?? null

        function turn(): void {
            const first = next ?? list.children[0];
            restY = next?.y ?? 0;
            contentY = restY;
            if (Touch.byKeys) // the keypad goes on where the page goes on, or its way there leads back to the top
                first.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason);
        }
        function revealSoon(): void {
            late.restart();
        }
        function reveal(item: Item): void {
            const low = item.y + item.height + Theme.edge - height;
            const rowsAbove = list.children.filter(row => row.visible && row.y >= low && row.y <= item.y).map(row => row.y);
            restY = low <= 0 ? 0 : Math.min(item.y, ...rowsAbove); // a whole row is the first
            contentY = restY;
        }
        onHeightChanged: if (list.current)
            reveal(list.current)

        Timer {
            id: late // after the rows found their places
            interval: 0
            onTriggered: if (list.current)
                rows.reveal(list.current)
        }
        Flow {
            id: list
            property Item current: null
            width: parent.width
            spacing: Theme.gapBelow
            onCurrentChanged: if (current)
                rows.revealSoon()

            Repeater {
                model: FormModel.rows

                AnswerRow {
                    id: answer
                    // a row that would be cut is not shown in half; it comes when the page is moved
                    opacity: !rows.moving && y > rows.contentY + 1 && y + height > rows.contentY + rows.height + 1 ? 0 : 1
                    enabled: page.typing && kind !== "choice" || opacity > 0 // the turned page has it; tiles wait until the keys are away
                    width: page.wide && kind !== "choice" ? (list.width - list.spacing) / 2 : list.width
                    onFocusedChanged: if (focused)
                        list.current = answer
                    onHeightChanged: if (focused)
                        rows.revealSoon()
                    onYChanged: if (focused)
                        rows.revealSoon()
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
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        width: (parent.width - 2 * Theme.margin) * (!Theme.landscape ? 1 : more.visible ? 0.8 : 0.5)
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
        PageTurn {
            id: more
            visible: rows.overflows
            width: (foot.width - before.width - 2 * foot.spacing) / 2
            large: true
            kind: "secondary"
            atEnd: rows.next === null
            onActivated: rows.turn()
        }
        AppButton {
            objectName: "next"
            width: foot.width - before.width - foot.spacing - (more.visible ? more.width + foot.spacing : 0)
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
        head: FormModel.steps !== "" ? steps : null
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        width: Theme.landscape ? implicitWidth : parent.width
    }
    Component {
        id: steps
        FormSteps {}
    }
}
