pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The way of a case as a bridge with railings; a walker stands on the span it has reached.
Item {
    id: root

    property var model: null // rows: label, mark, state (done, current, todo)
    property int walkerIndex: -1
    readonly property int count: rows.count
    readonly property real spanWidth: count > 0 ? width / count : width
    readonly property real deckY: Theme.px(124)
    readonly property real stoneHeight: Theme.px(150)
    readonly property real least: Theme.textPx(Theme.sizes.textMinimum)
    readonly property real line: Theme.textPx(Theme.type.body.size) * 1.5
    property real longest: 0 // of the names, as large as they may be
    readonly property bool staggered: spanWidth - 2 * Theme.space(2) < longest * least / Theme.textPx(Theme.type.body.size) // every other name a line lower

    implicitHeight: deckY + stoneHeight + Theme.space(2) + line * (staggered ? 2 : 1)
    height: implicitHeight
    Accessible.role: Accessible.Graphic

    Illustration {
        visible: root.walkerIndex >= 0
        x: (root.walkerIndex + 0.5) * root.spanWidth - width / 2
        y: root.deckY - height - Theme.px(30)
        width: Theme.px(56)
        height: Theme.px(92)
        name: "walker"

        Behavior on x {
            NumberAnimation { duration: Theme.spanFillMs }
        }
    }
    Repeater {
        id: rows
        model: root.model

        Item {
            id: span

            required property int index
            required property var model
            required property string label
            required property string mark
            readonly property bool done: model.state === "done"
            readonly property bool now: model.state === "current"
            readonly property color stone: done || now ? Theme.color.actionPrimary : Theme.spanAhead

            x: index * root.spanWidth
            width: root.spanWidth
            height: root.height

            Rectangle {
                y: root.deckY - Theme.px(22)
                width: parent.width * (span.now && root.walkerIndex >= 0 ? 0.5 : 1)
                height: Theme.px(7)
                color: span.stone
            }
            Rectangle {
                visible: span.now && root.walkerIndex >= 0
                x: parent.width / 2
                y: root.deckY - Theme.px(22)
                width: parent.width / 2
                height: Theme.px(7)
                color: Theme.spanAhead
            }
            Repeater {
                model: 4

                Rectangle {
                    required property int index

                    x: index * span.width / 4
                    y: root.deckY - Theme.px(32)
                    width: Theme.px(8)
                    height: Theme.px(34)
                    radius: width / 2
                    color: span.now && index > 2 ? Theme.spanAhead : span.stone
                }
            }
            Rectangle {
                y: root.deckY
                width: parent.width
                height: root.stoneHeight
                color: span.stone
            }
            Opening {
                id: opening

                x: (parent.width - width) / 2
                y: root.deckY + root.stoneHeight - height
                width: Math.min(Theme.px(148), parent.width * 0.76)
                height: root.stoneHeight - Theme.px(8)
                color: Theme.color.surfacePage
            }
            Icon {
                anchors.horizontalCenter: opening.horizontalCenter
                y: opening.y + opening.height - height - Theme.px(12)
                name: span.done ? "check" : ""
                size: Theme.px(44)
                color: Theme.color.actionPrimary
            }
            AppText {
                visible: !span.done && (!root.staggered || span.mark.length * root.least < opening.width)
                width: opening.width
                anchors.horizontalCenter: opening.horizontalCenter
                y: opening.y + opening.height - height - Theme.px(12)
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.NoWrap
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: root.least
                role: "label"
                text: span.mark
                font.weight: Font.Bold
                color: span.now ? Theme.color.textPrimary : Theme.color.textSecondary
            }
            AppText {
                x: Math.max(-span.x, Math.min(root.width - span.x - width, (span.width - width) / 2))
                y: root.deckY + root.stoneHeight + Theme.space(2) + (root.staggered && span.index % 2 ? root.line : 0)
                width: parent.width * (root.staggered ? (span.index === 0 || span.index === root.count - 1 ? 1.6 : 2) : 1) - 2 * Theme.space(2)
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.NoWrap
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: root.least
                role: "body"
                text: span.label
                onImplicitWidthChanged: root.longest = Math.max(root.longest, implicitWidth)
                font.weight: span.now ? Font.Bold : Theme.type.body.weight
                color: span.done || span.now ? Theme.color.textPrimary : Theme.color.textSecondary
            }
        }
    }
    Rectangle {
        visible: root.count > 0
        x: root.width - width
        y: root.deckY - Theme.px(32)
        width: Theme.px(8)
        height: Theme.px(34)
        radius: width / 2
        color: root.walkerIndex >= 0 && root.walkerIndex < root.count ? Theme.spanAhead : Theme.color.actionPrimary
    }
}
