pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// In low reach, the row above the keys: at the left what the screen puts there, at the right the buttons of the top bar.
Item {
    id: keys

    default property alias own: left.data
    readonly property real half: (width - Theme.gap) / 2
    readonly property real quarter: (half - Theme.gap) / 2

    height: Theme.targetPx(96) // as the keys below, so that all of them have room below the middle

    Row {
        id: left
        spacing: Theme.gap
    }
    TopButtons {
        anchors.right: parent.right
        fill: keys.half
        tall: keys.height
    }
}
