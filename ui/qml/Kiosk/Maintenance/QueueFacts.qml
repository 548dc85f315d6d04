pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 66: the oldest that waits, the room that is left, and how many have arrived in all.
Column {
    id: root

    readonly property bool stacked: Theme.elder || Theme.tight || Theme.landscape

    spacing: Theme.gutter

    Grid {
        id: facts

        width: parent.width
        columns: root.stacked ? 1 : 2
        spacing: Theme.gutter

        Repeater {
            model: [
                [Words.text("menu.queue.oldest_title"), MenuQueueModel.oldest, MenuQueueModel.oldestNote],
                [Words.text("menu.queue.room_title"), MenuQueueModel.room, MenuQueueModel.roomNote]
            ]

            Card {
                id: fact

                required property var modelData

                width: root.stacked ? root.width : (root.width - facts.spacing) / 2
                padding: Theme.space(5)
                inOnePiece: true

                Column {
                    width: parent.width

                    AppText {
                        width: parent.width
                        text: fact.modelData[0]
                        color: Theme.color.textSecondary
                    }
                    AppText {
                        width: parent.width
                        role: "title"
                        text: fact.modelData[1]
                    }
                    AppText {
                        width: parent.width
                        role: "caption"
                        text: fact.modelData[2]
                        color: Theme.color.textSecondary
                    }
                }
            }
        }
    }
    AppText {
        width: parent.width
        text: MenuQueueModel.watermark
    }
}
