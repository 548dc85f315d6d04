pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// CommunityMap: the way on foot from here (black dot) to a place nearby (check), north up. Words stand beside it.
Image {
    id: root

    property string walk: "" // E200 N150
    readonly property var hex: colour => String(colour).slice(1)

    visible: walk.length > 0
    source: visible ? "image://walk/" + [walk, ...[Theme.color.statusSuccessSoft, Theme.color.surfaceCard,
        Theme.color.textPrimary, Theme.highContrast ? Theme.color.actionPrimary : Theme.color.statusInfoFill].map(hex)].map(
        encodeURIComponent).join("/") : ""
    sourceSize: Qt.size(width, height)
    Accessible.ignored: true
}
