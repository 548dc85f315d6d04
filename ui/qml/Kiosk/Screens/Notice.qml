pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Before any card is read: which data, to whom, how long, on which basis. Understood, not consented to.
Item {
    id: page

    objectName: "notice"

    Column {
        id: head

        x: Theme.margin
        width: page.width - 2 * Theme.margin
        spacing: Theme.space(3)

        JourneySteps {
            visible: NoticeModel.countsSteps && !Theme.elder
            width: parent.width
            current: 0
        }
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            fontSizeMode: Text.HorizontalFit
            maximumLineCount: 1
            text: Words.text(Theme.elder ? "notice.title_elder" : "notice.title")
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            text: NoticeModel.subject + "  " + Words.text("notice.hint")
            color: Theme.color.textSecondary
        }
    }
    PagedArea {
        x: Theme.margin
        y: head.height + Theme.space(5)
        width: page.width - 2 * Theme.margin
        height: foot.y - y - Theme.space(5)

        Card {
            width: parent.width

            Grid {
                id: grid

                width: parent.width
                columns: Theme.landscape ? 2 : 1
                columnSpacing: Theme.space(8)
                rowSpacing: Theme.space(Theme.elder ? 3 : 7)

                Repeater {
                    model: NoticeModel.rows

                    NoticeItem {
                        width: (grid.width - (grid.columns - 1) * grid.columnSpacing) / grid.columns
                    }
                }
            }
        }
        Row {
            width: parent.width
            spacing: Theme.space(4)

            Icon {
                id: info

                name: "info"
                size: Theme.iconInline
                color: Theme.color.textSecondary
            }
            AppText {
                width: parent.width - info.width - parent.spacing
                role: "body"
                text: Words.text("notice.duty")
                color: Theme.color.textSecondary
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
            id: refuse

            objectName: "refuse"
            width: (foot.width - foot.spacing) / 2.25
            kind: "secondary"
            large: true
            label: Words.text("notice.refuse")
            onActivated: Shell.back()
        }
        AppButton {
            objectName: "understood"
            width: foot.width - refuse.width - foot.spacing
            kind: "primary"
            label: Words.text("notice.understood")
            trailingIcon: "chevron-right"
            onActivated: NoticeModel.understood()
        }
    }
}
