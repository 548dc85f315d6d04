pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The shape of the design: round above (half the width), nearly square below.
Item {
    id: root

    property color color: Theme.color.actionPrimarySoft
    property real footRadius: Theme.radiusSmall

    Rectangle {
        width: root.width
        height: root.height
        radius: Math.min(root.width, root.height) / 2
        color: root.color
    }
    Rectangle {
        y: root.height - height
        width: root.width
        height: Math.max(root.height - Math.min(root.width, root.height) / 2, 2 * root.footRadius)
        radius: root.footRadius
        color: root.color
    }
    Rectangle {
        visible: root.height > root.width
        y: root.width / 2
        width: root.width
        height: Math.max(0, (root.height - root.width / 2) / 2)
        color: root.color
    }
}
