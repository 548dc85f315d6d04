pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 66: the message that is stuck: which, why, and the answers. Of its content nothing is known here.
Card {
    id: root

    padding: Theme.space(5)
    border.width: Theme.px(5)
    border.color: Theme.color.statusDangerFill

    Column {
        width: parent.width
        spacing: Theme.space(4)

        Row {
            width: parent.width
            spacing: Theme.space(4)

            Icon {
                id: mark
                anchors.verticalCenter: parent.verticalCenter
                name: "warning"
                size: Theme.iconButton * 1.2
                color: Theme.color.statusDangerText
            }
            Column {
                width: parent.width - mark.width - parent.spacing

                AppText {
                    width: parent.width
                    role: "heading"
                    text: MenuQueueModel.stuck
                }
                AppText {
                    width: parent.width
                    text: MenuQueueModel.stuckLine
                    color: Theme.color.textSecondary
                }
            }
        }
        Card {
            width: parent.width
            padding: Theme.space(4)
            inOnePiece: true
            outlined: Theme.highContrast
            color: Theme.color.statusDangerSoft

            Column {
                width: parent.width

                AppText {
                    width: parent.width
                    text: Words.text("menu.queue.why")
                    color: Theme.color.textSecondary
                }
                AppText {
                    width: parent.width
                    font.weight: Font.Bold
                    text: MenuQueueModel.why
                }
            }
        }
        AppText {
            visible: MenuQueueModel.canMend
            width: parent.width
            role: "heading"
            text: Words.text("menu.queue.what_now")
        }
        Grid {
            id: ways

            readonly property real cell: columns === 1 ? width : (width - columnSpacing) / 2

            visible: MenuQueueModel.canMend
            width: parent.width
            columns: Theme.elder || Theme.tight ? 1 : 2
            columnSpacing: Theme.gap
            rowSpacing: Theme.gapBelow

            AppButton {
                objectName: "letter-retry"
                width: ways.cell
                height: Math.max(Theme.targetPx(140), leastHeight + Theme.space(5))
                kind: "primary"
                vertical: true
                textSize: Theme.type.label.size
                icon: "restart"
                label: MenuQueueModel.isHeld ? Words.text("menu.queue.release") : Words.text("menu.queue.retry")
                subLabel: Words.text("menu.queue.retry_line")
                onActivated: MenuQueueModel.retry()
            }
            AppButton {
                objectName: "letter-hold"
                visible: !MenuQueueModel.isHeld
                width: visible ? ways.cell : 0
                height: Math.max(Theme.targetPx(140), leastHeight + Theme.space(5))
                kind: "secondary"
                vertical: true
                icon: "pause"
                label: Words.text("menu.queue.hold")
                subLabel: Words.text("menu.queue.hold_line")
                onActivated: MenuQueueModel.hold()
            }
        }
        Row {
            width: parent.width
            spacing: Theme.space(3)
            topPadding: Theme.edge

            Icon {
                id: lock
                name: "lock"
                size: Theme.iconInline
                color: Theme.color.textSecondary
            }
            AppText {
                width: parent.width - lock.width - parent.spacing
                text: Words.text("menu.queue.sealed")
                color: Theme.color.textSecondary
            }
        }
    }
}
