pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Before any card is read: which data, to whom, how long, on which basis. Understood, not consented to.
Item {
    id: page

    objectName: "notice"

    PagedArea {
        id: matter

        x: Theme.margin
        width: page.width - 2 * Theme.margin
        height: foot.y - Theme.space(5)
        ownButton: false

        Grid {
            id: halves

            width: parent.width
            columns: Theme.landscape ? 2 : 1
            columnSpacing: Theme.space(8)
            rowSpacing: Theme.space(5)

            NoticeTitle {
                width: Theme.landscape ? (halves.width - halves.columnSpacing) * 0.42 : halves.width
            }
            Card {
                width: Theme.landscape ? (halves.width - halves.columnSpacing) * 0.58 : halves.width
                padding: Theme.space(Theme.landscape ? 5 : 6)

                Column {
                    width: parent.width
                    spacing: Theme.space(Theme.elder || Theme.landscape ? 3 : 7)

                    Repeater {
                        model: NoticeModel.rows

                        NoticeItem {
                            width: parent?.width ?? 0
                        }
                    }
                }
            }
        }
        NoticeDuty {
            visible: !Theme.landscape
            width: parent.width
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
            width: (foot.width - foot.spacing) / (turn.visible ? 4 : 2.25)
            kind: "secondary"
            large: true
            label: Words.text("notice.refuse")
            onActivated: Shell.back()
        }
        PageTurn {
            id: turn

            visible: matter.overflows
            width: refuse.width
            large: true
            kind: "secondary"
            atEnd: matter.atEnd
            onActivated: matter.turn()
        }
        AppButton {
            objectName: "understood"
            width: foot.width - refuse.width - foot.spacing - (turn.visible ? turn.width + foot.spacing : 0)
            kind: "primary"
            label: Words.text("notice.understood")
            trailingIcon: "chevron-right"
            onActivated: NoticeModel.understood()
        }
    }
}
