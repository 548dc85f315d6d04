import QtQuick

// An opening in stone: round above, its foot on the ground.
Item {
    id: root

    property color color: "transparent"

    clip: true

    Rectangle {
        width: root.width
        height: 2 * root.height
        radius: Math.min(width / 2, root.height)
        color: root.color
    }
}
