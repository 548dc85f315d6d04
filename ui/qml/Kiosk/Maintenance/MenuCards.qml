pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Paper and queue side by side, or one above the other where it is narrow; below them the versions.
Grid {
    id: root

    readonly property bool stacked: (Theme.tight || Theme.elder) && !Theme.landscape
    readonly property real half: stacked ? width : (width - spacing) / 2

    columns: stacked ? 1 : 2
    spacing: Theme.gutter

    PaperCard {
        width: root.half
        height: Math.max(implicitHeight, root.stacked ? 0 : queue.implicitHeight)
        title: Words.text("menu.paper.title")
        share: MenuFrontModel.paperShare
        line: MenuFrontModel.paperLine
        end: MenuFrontModel.paperEnd
    }
    Card {
        id: queue

        width: root.half
        height: Math.max(implicitHeight, root.stacked ? 0 : root.children[0].implicitHeight)
        padding: Theme.space(5)
        inOnePiece: true

        Column {
            width: parent.width
            spacing: Theme.space(2)

            AppText {
                width: parent.width
                role: "heading"
                text: Words.text("menu.queue.title")
            }
            AppText {
                width: parent.width
                text: MenuFrontModel.queueTitle
            }
            StatusPill {
                kind: MenuFrontModel.queueIsWell ? "ok" : "bad"
                text: MenuFrontModel.queueLine
            }
        }
    }
    Card {
        width: root.half
        padding: Theme.space(5)
        inOnePiece: true

        Column {
            width: parent.width
            spacing: Theme.space(1)

            Repeater {
                model: MenuFrontModel.versions

                AppText {
                    required property string modelData
                    width: parent.width
                    role: "caption"
                    text: modelData
                    color: Theme.color.textSecondary
                }
            }
        }
    }
}
