import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The number kept by photographing the screen instead of taking a slip.
Item {
    id: page
    objectName: "number-code"

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin

    Column {
        id: words
        x: Theme.margin
        width: page.half
        spacing: Theme.space(5)

        SafeLine {
            width: parent.width
            title: DoneModel.safeTitle
            line: DoneModel.numberLine
        }
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            text: DoneModel.title
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            color: Theme.color.textSecondary
            text: DoneModel.help
        }
    }

    Card {
        x: Theme.landscape ? words.width + 2 * Theme.margin : Theme.margin
        y: Theme.landscape ? 0 : words.height + Theme.space(6)
        width: page.half
        height: finish.y - y - Theme.space(6)

        QrCode {
            anchors.top: parent.top
            anchors.horizontalCenter: parent.horizontalCenter
            side: Math.min(parent.width, parent.height - number.height)
            text: DoneModel.number
        }
        AppText {
            id: number
            objectName: "number"
            anchors.bottom: parent.bottom
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            size: Theme.elder ? 96 : 68
            font.weight: Font.Bold
            font.family: Theme.textFamily
            fontSizeMode: Text.HorizontalFit
            maximumLineCount: 1
            text: DoneModel.number
        }
    }

    AppButton {
        id: finish
        objectName: "finish"
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        width: page.half
        kind: "primary"
        label: DoneModel.finishText
        onActivated: DoneModel.finish()
    }
}
