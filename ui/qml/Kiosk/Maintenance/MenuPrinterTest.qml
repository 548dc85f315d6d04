pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Screens
import Kiosk.ViewModels

// 67: the test page is judged by the eye that holds it: the machine does not see the paper.
Item {
    id: page
    objectName: "menu-printer-test"

    readonly property bool failed: PrinterTestModel.stage === "failed"
    readonly property bool judged: PrinterTestModel.stage === "judged"
    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin

    Column {
        id: head

        x: Theme.margin
        width: page.half
        spacing: Theme.space(2)

        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            size: Theme.elder ? 62 : 58
            maximumLineCount: 2
            text: PrinterTestModel.title
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            text: PrinterTestModel.help
            color: Theme.color.textSecondary
        }
    }
    Card {
        id: picture

        readonly property real room: (page.judged && !Theme.landscape ? questions.y : notes.y) - y - Theme.space(4)

        visible: room > Theme.px(140)
        x: Theme.margin
        y: head.height + Theme.space(3)
        width: page.half
        height: room
        padding: Theme.space(4)
        color: page.failed ? Theme.color.statusDangerSoft : Theme.color.surfaceCard

        Illustration {
            anchors.fill: parent
            anchors.rightMargin: where.visible ? where.width : 0
            name: page.failed ? "printer-core" : "device-receipt"
        }
        Column {
            id: where

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: PrinterTestModel.countLine !== "" && !page.failed
            width: parent.width * 0.34

            AppText {
                width: parent.width
                text: PrinterTestModel.place
                font.weight: Font.Bold
            }
            AppText {
                width: parent.width
                text: PrinterTestModel.countLine
                color: Theme.color.textSecondary
            }
        }
    }
    PagedArea {
        id: questions

        visible: page.judged
        x: Theme.landscape ? page.half + 2 * Theme.margin : Theme.margin
        y: Theme.landscape ? 0 : Math.max(head.height + Theme.space(3), notes.y - Theme.space(3) - Math.max(matterHeight + Theme.edge, 0))
        width: page.half
        height: (Theme.landscape ? foot.y : notes.y) - Math.max(Theme.space(3), Theme.gap) - y
        room: (Theme.landscape ? foot.y : notes.y - head.height - Theme.space(3)) - Theme.space(3)
        spacing: Theme.space(3)

        Repeater {
            model: PrinterTestModel.questions

            TestQuestion {
                width: questions.width
            }
        }
    }
    Column {
        id: notes

        anchors.bottom: Theme.landscape ? parent.bottom : foot.top
        anchors.bottomMargin: Theme.space(Theme.landscape ? 5 : 4)
        x: Theme.margin
        width: page.half
        spacing: Theme.space(3)

        GuideNote {
            visible: PrinterTestModel.advice !== ""
            width: parent.width
            color: Theme.color.statusWaitingSoft
            icon: "wrench"
            title: PrinterTestModel.advice
        }
        TroubleLine {
            visible: PrinterTestModel.told !== ""
            width: parent.width
            title: PrinterTestModel.told
        }
        Wave {
            visible: PrinterTestModel.stage === "printing"
            running: visible && !Theme.still
        }
    }
    Grid {
        id: foot

        readonly property bool stacked: Theme.elder || Theme.tight
        readonly property real first: stacked ? width : (width - columnSpacing) / 2

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: questions.x
        width: page.half
        columns: stacked ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapBelow

        AppButton {
            objectName: "print-test"
            width: foot.first
            kind: page.judged ? "secondary" : "primary"
            large: true
            icon: "printer"
            busy: PrinterTestModel.stage === "printing"
            busyLabel: Words.text("printer_test.printing.title")
            label: PrinterTestModel.againText
            onActivated: PrinterTestModel.print()
        }
        AppButton {
            objectName: "steps-again"
            visible: page.failed && PrinterTestModel.isLed
            width: visible ? foot.first : 0
            kind: "secondary"
            large: true
            icon: "restart"
            label: Words.text("printer_test.steps")
            onActivated: PrinterTestModel.stepsAgain()
        }
        AppButton {
            objectName: "finish-test"
            visible: page.judged
            width: visible ? foot.first : 0
            kind: "primary"
            icon: "check"
            label: PrinterTestModel.finishText
            offReason: PrinterTestModel.offReason
            onActivated: PrinterTestModel.finish()
        }
    }
}
