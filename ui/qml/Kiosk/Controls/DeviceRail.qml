pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The strip at the screen's border that names the hardware lying behind it. Nothing on it can be pressed.
Rectangle {
    id: root

    property var model: null // rows: spot, icon, text, state
    property list<real> positions: []
    readonly property bool side: Theme.landscape
    readonly property list<real> usual: rows.count === 4 ? [0.12, 0.36, 0.61, 0.87]
        : rows.count === 2 ? [0.25, 0.75] : side ? [0.24, 0.5, 0.77] : [0.19, 0.5, 0.8]

    implicitHeight: Theme.deviceRail
    implicitWidth: Theme.deviceRail
    color: Theme.color.surfaceBezel
    clip: true

    Repeater {
        id: rows
        model: root.model

        RailSpot {
            required property int index

            readonly property real centre: (root.positions[index] ?? root.usual[index] ?? (index + 0.5) / rows.count)
                * (root.side ? root.height : root.width)

            x: root.side ? 0 : Math.max(0, Math.min(root.width - width, centre - width / 2))
            y: root.side ? Math.max(0, Math.min(root.height - height, centre - height / 2)) : 0
            z: spotState === "rest" ? 0 : 1
            objectName: "rail-" + spot
        }
    }
    Rectangle {
        visible: Theme.highContrast
        width: root.side ? Theme.hair : parent.width
        height: root.side ? parent.height : Theme.hair
        color: Theme.color.lineHair
    }
}
