pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// What a finger sees of a target: a face on a solid edge that collapses when pressed; flat when there is nothing to press.
// Its content moves with the face. The edge hangs below the item.
Item {
    id: root

    property color fill: Theme.color.surfaceCard
    property color edgeColor: Theme.color.lineControl
    property color lineColor: Theme.color.lineHair
    property real lineWidth: Theme.outline
    property real radius: Theme.radiusButton
    property bool raised: true
    property bool down: false
    property bool ringed: false
    property bool flat: (parent as Pressable)?.outOfReach ?? false // there only to be read
    readonly property bool solid: raised && !flat && Theme.edge > 0
    readonly property real shift: solid && down ? Theme.edge - Theme.edgePressed : 0
    default property alias content: face.data

    Rectangle {
        visible: root.ringed
        anchors.fill: parent
        anchors.margins: -Theme.focusGap - Theme.focusRing
        anchors.bottomMargin: -Theme.focusGap - Theme.focusRing - (root.solid ? Theme.edge : 0)
        radius: root.radius + Theme.focusGap + Theme.focusRing
        color: Theme.color.focusGap
        border.width: Theme.focusRing
        border.color: Theme.color.focusRing
    }
    Rectangle {
        visible: root.solid
        y: root.height - height + Theme.edge
        width: root.width
        height: Math.max(2 * root.radius, root.height / 2)
        radius: root.radius
        color: root.edgeColor
    }
    Rectangle {
        id: face
        y: root.shift
        width: root.width
        height: root.height
        radius: root.radius
        color: root.fill
        border.width: root.lineWidth
        border.color: root.lineColor

        Behavior on y {
            NumberAnimation {
                duration: root.down ? Theme.pressMs : Theme.releaseMs
            }
        }
    }
}
