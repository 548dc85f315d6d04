pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// Text of one of the design's roles, set with half the leading above and half below each line.
Text {
    id: root

    property string role: "body"
    property real size: kind.size // canvas pixels
    readonly property TypeRole kind: Theme.role(role)
    readonly property int shownPx: Theme.textPx(size)

    color: Theme.color.textPrimary
    font.family: Theme.family(size)
    font.pixelSize: shownPx
    font.weight: kind.weight
    lineHeight: kind.lineHeight / Theme.naturalLine
    topPadding: (kind.lineHeight - Theme.naturalLine) / 2 * shownPx
    bottomPadding: -topPadding
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
