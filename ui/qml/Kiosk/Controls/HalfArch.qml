pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// A low arch: corners round above, nearly square below.
Item {
    id: root

    property color color: Theme.color.actionPrimary

    Rectangle {
        width: root.width
        height: root.height
        radius: Math.min(Theme.px(26), root.height / 2)
        color: root.color
    }
    Rectangle {
        y: root.height / 2
        width: root.width
        height: root.height / 2
        radius: Theme.px(8)
        color: root.color
    }
    Rectangle {
        y: root.height / 2
        width: root.width
        height: root.height / 4
        color: root.color
    }
}
