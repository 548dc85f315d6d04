pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// One category or service: picture on an arch, name, examples; in elder mode a number to call it by.
Pressable {
    id: root

    property string icon: ""
    property string title: ""
    property string examples: ""
    property string tone: "care"
    property string pill: ""
    property string number: ""
    property color edgeColor: Theme.color.lineControl // darker where the card lies on a picture
    property bool compact: Theme.landscape && !Theme.elder
    property bool stacked: false // a small tile: the picture above the word, both in the middle
    readonly property bool brief: Theme.elder || Theme.highContrast || Theme.lowReach || Theme.tight // no second line
    readonly property string secondLine: stacked ? "" : off ? offReason : brief ? "" : examples
    readonly property bool wraps: stacked || compact && Theme.tight // its least size may be too wide
    readonly property real inset: Theme.px(Theme.elder ? 32 : compact ? 16 : 20)

    accessibleName: [number, title, examples, pill].filter(part => part.length > 0).join(", ")
    implicitWidth: Theme.px(Theme.elder ? 486 : 292)
    implicitHeight: Theme.elder ? Theme.px(Theme.landscape ? 320 : 354) : Theme.targetPx(compact ? 176 : 232)
    width: implicitWidth
    height: implicitHeight

    Plate {
        anchors.fill: parent
        radius: Theme.radiusCard
        edgeColor: root.edgeColor
        raised: !root.off
        down: root.down
        ringed: root.ringed
        fill: root.off ? Theme.color.surfaceSunk : Theme.color.surfaceCard
        lineColor: root.off ? Theme.color.lineControl : Theme.color.lineHair
        lineWidth: root.off ? Theme.outlineControl : Theme.outline

        ArchPlate {
            id: plate

            x: root.stacked ? (parent.width - width) / 2 : root.inset
            y: root.stacked ? (parent.height - height - words.height) / 2
                : root.compact ? (parent.height - height) / 2 : root.inset + Theme.px(Theme.elder ? 0 : 8)
            side: root.stacked ? Math.min(Theme.px(68), parent.height - words.height - Theme.space(2)) : root.compact ? Theme.px(Theme.elder ? 152 : 80)
                : Math.min(Theme.px(Theme.elder ? 152 : 80), parent.height - words.height - 2 * root.inset)
            icon: root.icon
            tone: root.tone
            faded: root.off
        }
        NumberBadge {
            x: parent.width - width - (root.stacked ? Theme.space(2) : root.inset)
            y: root.stacked ? Theme.space(2) : plate.y + (plate.height - height) / 2
            text: root.number
        }
        StatusPill {
            x: parent.width - width - Theme.space(3)
            y: Theme.space(3)
            kind: "waiting"
            icon: "saved-offline"
            text: root.pill
        }
        Column {
            id: words

            x: root.stacked ? Theme.space(2) : root.compact ? plate.x + plate.width + Theme.space(4) : root.inset
            y: root.stacked ? plate.y + plate.height : root.compact ? (parent.height - height) / 2 + (root.pill.length > 0 ? Theme.px(20) : 0) : parent.height - height - (Theme.elder ? root.inset : Theme.px(24))
            width: parent.width - x - (root.stacked ? x : Theme.space(3))

            AppText {
                width: parent.width
                role: "heading"
                size: root.stacked ? Theme.type.label.size + 2 : Theme.elder ? 58 : Theme.type.heading.size
                horizontalAlignment: root.stacked ? Text.AlignHCenter : Text.AlignLeft
                text: root.title
                fontSizeMode: root.wraps ? Text.FixedSize : Text.HorizontalFit
                minimumPixelSize: Theme.textPx(Theme.sizes.textMinimum)
                wrapMode: root.wraps ? Text.Wrap : Text.NoWrap
                color: root.off ? Theme.color.textSecondary : Theme.color.textPrimary
                Accessible.ignored: true
            }
            AppText {
                width: parent.width
                visible: root.secondLine.length > 0
                role: "caption"
                text: root.secondLine
                maximumLineCount: root.off || root.compact ? 2 : 1
                elide: Text.ElideRight
                color: Theme.color.textSecondary
                Accessible.ignored: true
            }
        }
    }
}
