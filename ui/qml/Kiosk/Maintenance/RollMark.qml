pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// A roll of paper seen from its end.
Item {
    id: root

    height: width
    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        radius: width / 2
        color: Theme.color.surfaceCard
        border.width: Theme.px(6)
        border.color: Theme.color.textPrimary
    }
    Rectangle {
        anchors.centerIn: parent
        width: parent.width * 0.42
        height: width
        radius: width / 2
        color: Theme.color.surfaceSunk
        border.width: Theme.px(6)
        border.color: Theme.color.textPrimary
    }
}
