import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The case's number for ever, large, and as a code that holds it signed.
Card {
    id: card

    property bool showsState: true

    padding: Theme.space(Theme.landscape ? 5 : 6)
    height: content.height + 2 * padding

    Item {
        id: content
        width: parent.width
        height: Math.max(words.height, code.visible ? code.height : 0)

        Column {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - (code.visible ? code.width + Theme.space(5) : 0)
            spacing: Theme.space(2)

            Item {
                width: parent.width
                height: use.height
                AppText {
                    id: use
                    color: Theme.color.textSecondary
                    text: Theme.elder ? Words.text("done.number") + "   " + DoneModel.numberHead : Words.text("done.number_use")
                }
                AppText {
                    visible: Theme.elder && use.implicitWidth + implicitWidth < parent.width
                    anchors.right: parent.right
                    role: "caption"
                    color: Theme.color.textSecondary
                    text: Words.text("done.number_say")
                }
            }
            AppText {
                objectName: "number"
                width: parent.width
                size: Theme.elder ? (Theme.landscape ? 120 : 140) : 52
                font.weight: Font.Bold
                font.family: Theme.textFamily
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.textPx(36)
                maximumLineCount: 1
                text: Theme.elder ? DoneModel.numberTail : DoneModel.number
            }
            Row {
                visible: card.showsState && !Theme.elder
                spacing: Theme.space(3)
                StatusPill {
                    objectName: "state"
                    kind: DoneModel.pillKind
                    text: DoneModel.pillText
                }
                StatusPill {
                    visible: DoneModel.who !== ""
                    kind: "none"
                    icon: "user"
                    text: DoneModel.who
                }
            }
        }
        AppText {
            visible: code.visible && !Theme.landscape
            anchors.right: code.left
            anchors.rightMargin: Theme.space(5)
            anchors.verticalCenter: parent.verticalCenter
            horizontalAlignment: Text.AlignRight
            color: Theme.color.textSecondary
            width: Theme.px(150)
            wrapMode: Text.Wrap
            text: DoneModel.hasPage ? DoneModel.scanText : Words.text("done.photo")
        }
        QrCode {
            id: code
            visible: !Theme.elder
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            side: Theme.px(200) // 41 modules and their quiet zone, four pixels each
            text: DoneModel.code
        }
    }
}
