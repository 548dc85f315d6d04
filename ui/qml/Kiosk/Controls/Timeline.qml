pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// What has happened and what comes next, one below the other.
Column {
    id: root

    property var model: null // rows: title, line, state (done, current, todo), mark, pill

    Repeater {
        id: rows
        model: root.model

        Item {
            id: node

            required property int index
            required property var model
            required property string title
            required property string line
            required property string mark
            required property string pill
            readonly property bool done: model.state === "done"
            readonly property bool now: model.state === "current"
            readonly property bool last: index === rows.count - 1

            width: root.width
            height: Math.max(Theme.px(last ? 100 : 132), words.height + (last ? 0 : Theme.space(5)))

            Rectangle {
                visible: !node.last && node.done
                x: dot.x + (dot.width - width) / 2
                y: dot.height
                width: Theme.px(6)
                height: parent.height - dot.height
                color: Theme.color.actionPrimary
            }
            Column {
                visible: !node.last && !node.done
                x: dot.x + (dot.width - width) / 2
                y: dot.height + Theme.px(6)
                height: node.height - dot.height - Theme.px(6)
                spacing: Theme.px(8)
                clip: true

                Repeater {
                    model: 12

                    Rectangle {
                        width: Theme.px(6)
                        height: width
                        color: Theme.color.lineControl
                    }
                }
            }
            Rectangle {
                visible: node.now
                anchors.centerIn: dot
                width: dot.width + Theme.px(14)
                height: width
                radius: width / 2
                color: Theme.color.statusWaitingSoft
            }
            Rectangle {
                id: dot

                x: Theme.px(8)
                width: Theme.px(64)
                height: width
                radius: width / 2
                color: node.done ? Theme.color.actionPrimary
                    : node.now ? Theme.color.statusWaitingFill : Theme.color.surfaceCard
                border.width: node.done || node.now ? 0 : Theme.outlineControl
                border.color: Theme.color.lineControl

                Icon {
                    anchors.centerIn: parent
                    name: node.done ? "check" : node.now ? "clock" : ""
                    size: Theme.px(42)
                    color: node.done ? Theme.color.textOnAction : Theme.color.textOnHand
                }
                AppText {
                    anchors.centerIn: parent
                    visible: !node.done && !node.now
                    role: "label"
                    text: node.mark
                    font.weight: Font.Bold
                    color: Theme.color.textSecondary
                }
            }
            Column {
                id: words

                x: dot.x + dot.width + Theme.px(26)
                y: Theme.px(6)
                width: parent.width - x
                spacing: Theme.space(1)

                Flow {
                    width: parent.width
                    spacing: Theme.space(4)

                    AppText {
                        role: "heading"
                        text: node.title
                    }
                    StatusPill {
                        kind: node.done ? "ok" : "waiting"
                        text: node.pill
                    }
                }
                AppText {
                    width: parent.width
                    visible: text.length > 0
                    role: "body"
                    text: node.line
                    color: Theme.color.textSecondary
                }
            }
        }
    }
}
