import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The machine and its slip. The paper grows while it is printed; the hand comes only after the cut.
Card {
    id: card

    readonly property bool comes: DoneModel.slipState === "printing" || DoneModel.slipState === "printed"
    readonly property bool beside: Theme.landscape // the slot is in the machine's right flank
    readonly property bool printing: DoneModel.slipState === "printing"
    readonly property bool apart: beside && comes // too narrow for words in the drawing: they stand above it
        && width - height * 400 / 720 < 7 * Theme.textPx(Theme.type.heading.size)
    property real paper: 1

    padding: Theme.hair
    clip: true
    color: beside ? Theme.color.actionPrimarySoft : Theme.color.surfaceCard

    Binding on paper {
        when: card.printing
        value: 0.7 // most of it, never all: the cut has not been heard of
    }
    Behavior on paper {
        enabled: card.printing && !Theme.still
        NumberAnimation {
            from: 0
            duration: Theme.receiptFeedMs
        }
    }
    Illustration {
        visible: !card.beside && !card.comes
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.space(5)
        width: Math.min(parent.width, (words.y - y - Theme.space(3)) / 0.46)
        height: width * 0.46
        name: "device-rest"
    }
    DevicePicture {
        // upright the machine ends above the words, and the hand beside them
        readonly property real slipUnit: card.beside ? 1 : Math.min(parent.width / box.width, words.y / machineFoot)

        visible: card.comes
        anchors.right: card.beside ? parent.right : undefined
        anchors.bottom: card.apart ? parent.bottom : undefined
        width: card.beside ? height * box.width / box.height : slipUnit * box.width
        height: card.apart ? parent.height - words.y - words.height - Theme.space(5) : card.beside ? parent.height : slipUnit * box.height
        device: "receipt"
        zoom: 1
        progress: card.paper
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
        // a lying drawing reaches the card's corners: this rounds them
        visible: card.beside
        anchors.fill: parent
        anchors.margins: -border.width - card.border.width
        radius: card.radius + border.width
        color: "transparent"
        border.width: Theme.space(3)
        border.color: Theme.color.surfacePage
    }
    Row {
        id: words
        x: card.beside ? Theme.space(7) : Math.max(Theme.px(card.comes ? 384 : 0), (parent.width - width) / 2)
        y: card.beside ? Theme.space(card.apart ? 6 : 9) : parent.height - height - Theme.space(5)
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
                width: card.beside && !card.apart ? Math.min(implicitWidth, card.width * 0.36) : implicitWidth
                role: "heading"
                text: DoneModel.slipTitle
            }
            AppText {
                width: card.beside && !card.apart ? Math.min(implicitWidth, card.width * 0.36) : implicitWidth
                color: Theme.color.textSecondary
                text: DoneModel.slipLine
            }
        }
    }
}
