pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 43: the materials of a case, each photographed here or brought to the window; what is missing is told at once.
Item {
    id: page

    objectName: "attach"

    Column {
        id: head

        x: Theme.margin
        width: page.width - 2 * x
        spacing: Theme.space(3)

        JourneySteps {
            visible: !Theme.elder
            width: parent.width
            current: 1
        }
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            text: Words.text("attach.title")
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            color: Theme.color.textSecondary
            text: Words.text("attach.help")
        }
    }
    PagedArea {
        id: list

        x: Theme.margin
        y: head.height + Theme.space(5)
        width: head.width
        height: foot.y - y - Math.max(Theme.space(4), Theme.gap)
        spacing: Theme.gapBelow

        Repeater {
            model: AttachModel.rows

            Row {
                id: row

                required property string materialId
                required property string name
                required property string note
                required property string pill
                required property bool hasPages
                required property string offReason
                required property string dropText

                width: list.width
                spacing: Theme.gap

                ChoiceTile {
                    objectName: "photograph-" + row.materialId.replace(/_/g, "-")
                    width: row.width - (drop.visible ? drop.width + row.spacing : 0)
                    icon: "camera"
                    title: row.name
                    consequence: row.note
                    pill: row.pill
                    offReason: row.offReason
                    trailingIcon: "chevron-right"
                    onActivated: AttachModel.photograph(row.materialId)
                }
                AppButton {
                    id: drop

                    objectName: "drop-" + row.materialId.replace(/_/g, "-")
                    visible: row.hasPages
                    width: Math.max(Theme.targetMin, Theme.px(132))
                    height: parent.children[0].height
                    padding: Theme.space(2)
                    vertical: true
                    icon: "close"
                    label: Words.text("attach.drop_short")
                    accessibleName: row.dropText
                    onActivated: AttachModel.drop(row.materialId)
                }
            }
        }
        Card {
            visible: AttachModel.bring !== ""
            width: list.width
            color: Theme.color.statusInfoSoft
            outlined: Theme.highContrast
            inOnePiece: true

            Column {
                width: parent.width

                AppText {
                    width: parent.width
                    role: "heading"
                    color: Theme.color.statusInfoText
                    text: Words.text("attach.bring")
                }
                AppText {
                    objectName: "bring"
                    width: parent.width
                    role: "bodyLarge"
                    text: AttachModel.bring
                }
            }
        }
    }
    Row {
        id: foot

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.margin
        width: head.width
        spacing: Theme.gap

        AppButton {
            id: before

            objectName: "previous"
            width: (foot.width - foot.spacing) * 0.3
            kind: "secondary"
            large: true
            label: Words.text("form.previous")
            onActivated: AttachModel.back()
        }
        AppButton {
            objectName: "next"
            width: foot.width - foot.spacing - before.width
            kind: "primary"
            label: Words.text("form.to_review")
            trailingIcon: "chevron-right"
            onActivated: AttachModel.next()
        }
    }
}
