pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Screens
import Kiosk.ViewModels

// 66: what waits, what is stuck and why, and what can be done about it.
Item {
    id: page
    objectName: "menu-queue"

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) * 0.6 : width - 2 * Theme.margin

    PagedArea {
        id: matter

        x: Theme.margin
        width: page.half
        anchors.top: parent.top
        anchors.bottom: Theme.landscape ? parent.bottom : foot.top
        anchors.bottomMargin: Theme.landscape ? Theme.space(5) : Theme.gap

        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            size: 58
            text: Words.text("menu.queue.title")
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            text: MenuQueueModel.countLine
            color: Theme.color.textSecondary
        }
        SafeLine {
            visible: MenuQueueModel.told !== ""
            width: parent.width
            title: MenuQueueModel.told
        }
        LetterCard {
            visible: MenuQueueModel.stuck !== ""
            width: parent.width
        }
        AppText {
            visible: rows.count > 0
            width: parent.width
            role: "heading"
            text: Words.text("menu.queue.others")
        }
        Repeater {
            id: rows

            model: MenuQueueModel.rows

            LetterTile {
                width: matter.width
            }
        }
        QueueFacts {
            visible: !Theme.landscape
            width: parent.width
        }
    }
    QueueFacts {
        visible: Theme.landscape
        x: matter.x + matter.width + Theme.margin
        width: page.width - x - Theme.margin
    }
    AppButton {
        id: foot

        objectName: "sync-now"
        visible: MenuQueueModel.canMend
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.landscape ? matter.x + matter.width + Theme.margin : Theme.margin
        width: page.width - x - Theme.margin
        height: Theme.targetPrimary
        kind: "primary"
        icon: "network-on"
        label: Words.text("menu.queue.sync")
        onActivated: MenuQueueModel.sync()
    }
}
