import QtQuick
import Kiosk.Theme

// A small push button for a mouse. Lit while what it did still holds.
Rectangle {
    id: root

    required property string label
    property bool ready: true
    property bool lit: false

    signal activated

    implicitWidth: word.implicitWidth + 2 * DockSizes.margin
    implicitHeight: DockSizes.row
    radius: DockSizes.radius
    color: !ready ? "transparent" : lit ? Theme.color.handFill : area.pressed ? Theme.color.surfaceSunk : Theme.color.surfaceCard
    border.color: ready ? Theme.color.lineControl : Theme.color.lineHair
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: label
    Accessible.onPressAction: if (root.ready)
        root.activated()
    Keys.onSpacePressed: if (root.ready)
        root.activated()

    DockText {
        id: word

        anchors.centerIn: parent
        text: root.label
        color: !root.ready ? Theme.color.lineControl : root.lit ? Theme.color.textOnHand : Theme.color.textPrimary
        Accessible.ignored: true
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: -2
        visible: root.activeFocus
        radius: root.radius
        color: "transparent"
        border.color: Theme.color.focusRing
    }
    MouseArea {
        id: area

        anchors.fill: parent
        enabled: root.ready
        onClicked: root.activated()
    }
}
