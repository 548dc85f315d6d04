pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// A form was kept for this card: first what is safe, then what it is about, then the two answers.
Item {
    id: page

    objectName: "resume"

    Column {
        x: Theme.margin
        width: page.width - 2 * Theme.margin
        spacing: Theme.space(Theme.landscape ? 4 : 6)
        topPadding: Theme.landscape ? 0 : Theme.space(4)

        SafeLine {
            width: parent.width
            title: Words.text("resume.safe")
            line: Theme.landscape && Theme.elder ? "" : Words.text("resume.safe_line")
        }
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            text: Words.text("resume.title")
        }
        Card {
            width: parent.width
            padding: Theme.space(Theme.landscape ? 4 : 6)

            Row {
                width: parent.width
                spacing: Theme.space(5)

                Icon {
                    id: form
                    anchors.verticalCenter: parent.verticalCenter
                    name: "document"
                    size: Theme.iconTile
                }
                AppText {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - form.width - parent.spacing
                    role: "heading"
                    text: ResumeModel.what
                }
            }
        }
    }
    AppText {
        id: cost

        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.space(4)
        x: Theme.margin
        width: page.width - 2 * Theme.margin
        color: Theme.color.textSecondary
        text: ResumeModel.cost
    }
    Row {
        id: foot

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.margin
        width: page.width - 2 * Theme.margin
        spacing: Theme.gap

        AppButton {
            id: anew

            objectName: "begin-anew"
            width: (foot.width - foot.spacing) / 2.25
            kind: "secondary"
            large: true
            label: ResumeModel.anewText
            onActivated: ResumeModel.beginAnew()
        }
        AppButton {
            objectName: "go-on"
            width: foot.width - anew.width - foot.spacing
            kind: "primary"
            label: Words.text("resume.go_on")
            onActivated: ResumeModel.goOn()
        }
    }
}
