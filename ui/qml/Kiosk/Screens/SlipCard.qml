import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The machine and its slip. The hand comes with the paper; the words say when to wait and when to take it.
Card {
    id: card

    readonly property bool comes: DoneModel.slipState === "printing" || DoneModel.slipState === "printed"
    readonly property bool beside: Theme.landscape // the slot is in the machine's right flank
    padding: Theme.hair
    clip: true
    color: beside ? Theme.color.actionPrimarySoft : Theme.color.surfaceCard

    Illustration {
        visible: !card.beside
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.space(5)
        width: Math.min(parent.width, card.comes ? (parent.height - y) * 1.66 : (words.y - y - Theme.space(3)) / 0.46)
        height: width * (card.comes ? 0.74 : 0.46)
        name: card.comes ? "device-receipt" : "device-rest"
    }
    Illustration {
        visible: card.beside && card.comes
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: parent.height * 880 / 720
        height: parent.height
        name: "device-side-receipt"
    }
    Illustration {
        visible: card.beside && !card.comes
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(7)
        width: parent.width * 0.9
        height: width * 0.46
        name: "device-rest"
    }
    Rectangle {
        visible: !card.beside && card.comes
        anchors.fill: words
        anchors.margins: -Theme.space(3)
        color: Theme.color.surfaceCard
        radius: Theme.radiusSmall
    }
    Row {
        id: words
        x: card.beside ? Theme.space(7) : Math.max(Theme.px(350), (parent.width - width) / 2)
        y: card.beside ? Theme.space(9) : parent.height - height - Theme.space(5)
        spacing: Theme.space(5)

        Rectangle {
            width: Theme.px(66)
            height: width
            radius: width / 2
            color: card.comes ? Theme.color.handFill : Theme.color.surfaceSunk
            Icon {
                anchors.centerIn: parent
                name: DoneModel.slipState === "declined" ? "no-receipt" : "receipt"
                size: parent.width * 0.6
                color: card.comes ? Theme.color.textOnHand : Theme.color.textPrimary
            }
        }
        Column {
            anchors.verticalCenter: card.beside ? undefined : parent.verticalCenter
            AppText {
                objectName: "slip"
                width: card.beside ? Math.min(implicitWidth, card.width * 0.36) : implicitWidth
                role: "heading"
                text: DoneModel.slipTitle
            }
            AppText {
                width: card.beside ? Math.min(implicitWidth, card.width * 0.36) : implicitWidth
                color: Theme.color.textSecondary
                text: DoneModel.slipLine
            }
        }
    }
}
