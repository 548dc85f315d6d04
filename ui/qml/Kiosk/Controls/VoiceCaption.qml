pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// What is being said, with the phrase that is being spoken lit up.
Rectangle {
    id: root

    property string text: ""
    property int litStart: 0
    property int litLength: 0
    property string subText: ""
    property bool speaking: true
    property bool large: false
    property bool steady: false // one height whatever is said, so that nothing below moves under a finger
    property real fullSize: large ? (Theme.elder ? 66 : 52) : Theme.type.bodyLarge.size
    readonly property string before: text.slice(0, litStart)
    readonly property string lit: text.slice(litStart, litStart + litLength)
    readonly property string after: text.slice(litStart + litLength)
    readonly property bool fits: measure.width + Theme.space(5) < words.width

    implicitHeight: steady ? Theme.px(large ? 200 : 150) : Math.max(Theme.px(Theme.elder ? 124 : 96), words.height + 2 * Theme.space(4))
    height: implicitHeight
    radius: Theme.radiusCard
    color: Theme.color.actionPrimarySoft
    border.width: Theme.highContrast ? Theme.hair : 0
    border.color: Theme.color.lineHair
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.description: subText

    function escaped(part: string): string {
        return part.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    }

    // the largest size in which all of it has room here
    function sizeThatFits(): real {
        const room = height - 2 * Theme.space(2) - (below.visible ? below.height : 0);
        let size = fullSize;
        while (size > Theme.sizes.textMinimum
                && Math.floor(room / (Theme.textPx(size) * 1.3)) * words.width * 0.92 < measure.width * size / fullSize)
            size -= 2;
        return size;
    }

    TextMetrics {
        id: measure
        font.family: Theme.textFamily
        font.weight: Font.Medium
        font.pixelSize: Theme.textPx(root.fullSize)
        text: root.text
    }
    Wave {
        id: wave
        x: Theme.px(28)
        anchors.verticalCenter: parent.verticalCenter
        running: root.speaking
    }
    Column {
        id: words

        anchors.left: wave.right
        anchors.leftMargin: Theme.px(24)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(24)
        anchors.verticalCenter: parent.verticalCenter

        Row {
            visible: root.fits

            CaptionPart { text: root.before; large: root.large }
            CaptionPart { text: root.lit; large: root.large; lit: true }
            CaptionPart { text: root.after; large: root.large }
        }
        AppText {
            id: wrapped

            visible: !root.fits
            width: parent.width
            role: root.large ? "display" : "bodyLarge"
            size: root.steady ? root.sizeThatFits() : root.fullSize
            lineHeight: 1.25 / Theme.naturalLine
            font.family: Theme.textFamily
            font.weight: Font.Medium
            textFormat: Text.RichText
            text: root.escaped(root.before) + (root.lit.length > 0 ? "<span style=\"font-weight:bold; background-color:"
                + Theme.color.statusWaitingFill + "; color:" + Theme.color.textOnHand + "\">" + root.escaped(root.lit) + "</span>" : "")
                + root.escaped(root.after)
            Accessible.ignored: true
        }
        AppText {
            id: below

            width: parent.width
            visible: text.length > 0
            role: "body"
            text: root.subText
            Accessible.ignored: true
        }
    }
}
