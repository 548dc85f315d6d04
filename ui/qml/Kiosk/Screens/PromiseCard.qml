import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// How much of the promised time is used, and the last day for an answer.
Card {
    id: card
    padding: Theme.space(5)

    Item {
        width: parent.width
        height: Math.max(due.height, words.height, ticked.visible ? ticked.height : 0)

        Icon {
            id: icon
            anchors.verticalCenter: parent.verticalCenter
            x: Theme.space(3)
            name: "calendar"
            size: Theme.px(Theme.elder ? 80 : 56)
        }
        Column {
            id: words
            visible: !Theme.elder
            anchors.left: icon.right
            anchors.leftMargin: Theme.space(5)
            anchors.right: due.left
            anchors.rightMargin: Theme.space(5)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space(2)
            AppText {
                width: parent.width
                role: "bodyLarge"
                font.weight: Font.Bold
                text: ProgressModel.promiseText
            }
            Rectangle {
                width: parent.width
                height: Theme.px(20)
                radius: height / 2
                color: Theme.color.surfaceSunk
                Rectangle {
                    width: Math.max(height, parent.width * ProgressModel.promiseRatio)
                    height: parent.height
                    radius: height / 2
                    color: Theme.color.actionPrimary
                }
            }
        }
        AppText {
            id: ticked
            objectName: visible ? "ticked" : ""
            visible: Theme.elder && ProgressModel.tickedText !== ""
            anchors.left: due.right
            anchors.leftMargin: Theme.space(5)
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            horizontalAlignment: Text.AlignRight
            text: ProgressModel.tickedText
        }
        Column {
            id: due
            anchors.verticalCenter: parent.verticalCenter
            x: Theme.elder ? icon.x + icon.width + Theme.space(6) : parent.width - width
            AppText {
                x: Theme.elder ? 0 : due.width - width
                role: Theme.elder ? "body" : "caption"
                color: Theme.color.textSecondary
                text: ProgressModel.dueLabel
            }
            AppText {
                role: Theme.elder ? "title" : "heading"
                text: ProgressModel.dueText
            }
        }
    }
}
