import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The machine and its slip: paper grows while it prints, and the words say when it may be taken.
Card {
    id: card

    readonly property bool comes: DoneModel.slipState === "printing" || DoneModel.slipState === "printed"
    padding: 0

    Illustration {
        id: machine
        anchors.top: parent.top
        anchors.bottom: words.top
        anchors.topMargin: Theme.space(4)
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, height * 1000 / 740)
        name: card.comes ? "device-receipt" : "device-rest"
    }
    Row {
        id: words
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5)
        anchors.horizontalCenter: parent.horizontalCenter
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
                color: Theme.color.textPrimary
            }
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            AppText {
                objectName: "slip"
                role: "heading"
                text: DoneModel.slipTitle
            }
            AppText {
                color: Theme.color.textSecondary
                text: DoneModel.slipLine
            }
        }
    }
}
