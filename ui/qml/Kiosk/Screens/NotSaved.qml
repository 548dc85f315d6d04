import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The disk refused: what is still here, what happened, what to do. No number was given.
Item {
    id: page
    objectName: "not-saved"

    Column {
        x: Theme.margin
        width: page.width - 2 * Theme.margin
        spacing: Theme.space(6)
        topPadding: Theme.space(4)

        SafeLine {
            width: parent.width
            title: Words.text("not_saved.safe")
            line: Words.text("not_saved.not_sent")
        }
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            text: Words.text("not_saved.title")
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            wrapMode: Text.Wrap
            text: ReviewModel.notSavedWhat + "\n" + Words.text("not_saved.do")
        }
        Card {
            width: parent.width

            Row {
                spacing: Theme.space(5)
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "phone-call"
                    size: Theme.iconTile
                }
                Column {
                    AppText {
                        color: Theme.color.textSecondary
                        text: Words.text("help.phone")
                    }
                    AppText {
                        role: "title"
                        text: ReviewModel.helpPhone
                    }
                }
            }
        }
    }

    Row {
        id: foot
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.margin
        width: page.width - 2 * Theme.margin
        spacing: Theme.gap

        AppButton {
            id: back
            objectName: "back-to-review"
            width: (foot.width - foot.spacing) / 2.5
            kind: "secondary"
            large: true
            label: Words.text("not_saved.back")
            onActivated: ReviewModel.back()
        }
        AppButton {
            objectName: "retry"
            width: foot.width - back.width - foot.spacing
            kind: "primary"
            label: Words.text("not_saved.retry")
            onActivated: ReviewModel.retry()
        }
    }
}
