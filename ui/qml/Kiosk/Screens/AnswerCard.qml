import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Who decided, when and what, in their words; and what follows from it.
Card {
    Column {
        width: parent.width
        spacing: Theme.space(5)

        Row {
            width: parent.width
            spacing: Theme.space(5)
            ArchPlate {
                id: plate
                icon: "department"
                tone: "place"
                side: Theme.px(92)
            }
            Column {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - plate.width - pill.width - 2 * parent.spacing
                AppText {
                    width: parent.width
                    role: "heading"
                    text: ProgressModel.answerBy
                }
                AppText {
                    width: parent.width
                    color: Theme.color.textSecondary
                    text: ProgressModel.answerAt
                }
            }
            StatusPill {
                id: pill
                objectName: "state"
                kind: ProgressModel.pillKind
                text: ProgressModel.pillText
            }
        }
        AppText {
            objectName: "answer"
            width: parent.width
            role: "heading"
            font.weight: Font.Medium
            text: ProgressModel.answerText
        }
        AppText {
            visible: text !== ""
            width: parent.width
            text: ProgressModel.nextLine
        }
    }
}
