pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// Chosen, and done.
Rectangle {
    id: root

    property real side: Theme.px(56)
    property bool rimmed: false

    width: side
    height: side
    radius: side / 2
    color: Theme.color.actionPrimary
    border.width: rimmed ? Theme.outlineControl : 0
    border.color: Theme.color.surfacePage
    Accessible.ignored: true

    Icon {
        anchors.centerIn: parent
        name: "check"
        size: root.side * 0.68
        color: Theme.color.textOnAction
    }
}
