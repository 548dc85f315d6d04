import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The screen as the receipt: no slip came out, or none was wanted. The number as large as the panel holds it, to be
// written down, photographed, scanned or heard.
Item {
    id: page
    objectName: "number-code"

    readonly property real full: width - 2 * Theme.margin
    readonly property real between: Theme.space(Theme.landscape ? 4 : 5)

    Column {
        id: words
        x: Theme.margin
        width: Theme.landscape ? page.full - keeping.width - Theme.space(6) : page.full
        spacing: Theme.space(Theme.landscape ? 3 : 5)

        SafeLine {
            width: parent.width
            title: DoneModel.safeTitle
        }
        Column {
            width: parent.width
            AppText {
                objectName: "title"
                width: parent.width
                role: "display"
                maximumLineCount: 1
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.textPx(44)
                text: DoneModel.title
            }
            AppText {
                visible: !Theme.elder || !Theme.landscape
                width: parent.width
                role: "bodyLarge"
                color: Theme.color.textSecondary
                text: DoneModel.help
            }
        }
    }

    Card {
        id: number
        x: Theme.margin
        y: (Theme.landscape ? Math.max(words.height, keeping.height) : words.height) + page.between
        width: page.full
        height: (Theme.landscape ? foot.y : keeping.y) - y - page.between
        padding: Theme.space(Theme.landscape ? 4 : 5)

        Item {
            id: place
            width: parent.width
            height: number.height - 2 * number.padding

            Column {
                id: label
                y: Theme.landscape ? (parent.height - height) / 2 : 0
                AppText {
                    color: Theme.color.textSecondary
                    text: Words.text("done.number") + (Theme.landscape ? "" : "   " + DoneModel.numberHead)
                }
                AppText {
                    visible: Theme.landscape && text !== ""
                    role: "heading"
                    text: DoneModel.numberHead
                }
            }
            BigNumber {
                objectName: "number"
                x: Theme.landscape ? label.width + Theme.space(5) : 0
                y: Theme.landscape ? 0 : label.height
                width: parent.width - x
                height: parent.height - y
                text: DoneModel.numberTail
            }
        }
    }

    Row {
        id: keeping
        x: Theme.landscape ? page.width - width - Theme.margin : Theme.margin
        y: Theme.landscape ? 0 : foot.y - height - page.between
        spacing: Theme.space(5)

        QrCode {
            id: code
            objectName: "code"
            side: Theme.px(Theme.landscape ? 245 : 294) // 41 modules and their quiet zone, five or six pixels each
            text: DoneModel.code
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.landscape ? Theme.px(Theme.elder ? 330 : 300) : page.full - code.width - keeping.spacing
            spacing: Theme.space(4)

            AppText {
                width: parent.width
                role: Theme.landscape ? "body" : "bodyLarge"
                text: DoneModel.scanText
            }
            AppButton {
                objectName: "hear"
                width: parent.width
                kind: "secondary"
                icon: "read-aloud"
                label: Words.text("done.hear")
                onActivated: DoneModel.readAloud()
            }
        }
    }

    Row {
        id: foot
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.margin
        width: page.full
        spacing: Theme.gap

        AppButton {
            id: again
            objectName: "print"
            width: (foot.width - foot.spacing) / 2.25
            height: Theme.targetPrimary
            kind: "secondary"
            icon: "receipt"
            label: Words.text("done.choice.reprint.title")
            offReason: DoneModel.againOff
            onActivated: DoneModel.printAgain()
        }
        AppButton {
            objectName: "finish"
            width: foot.width - again.width - foot.spacing
            kind: "primary"
            label: DoneModel.finishText
            onActivated: DoneModel.finish()
        }
    }
}
