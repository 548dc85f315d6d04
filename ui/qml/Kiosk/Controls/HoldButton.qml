pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Input

// Shows something only as long as a finger rests on it.
Item {
    id: root

    property string label: ""
    property string accessibleName: label // says what it shows, where another such key is near
    property string icon: "eye"
    property bool held: area.pressed || keyHeld
    property bool keyHeld: false
    property bool outOfReach: false // above the hand of somebody who sits, as with a Pressable

    function selects(event: KeyEvent): bool {
        return [Qt.Key_Space, Qt.Key_Return, Qt.Key_Enter].includes(event.key);
    }

    implicitHeight: Theme.targetMin
    implicitWidth: content.implicitWidth + 2 * Theme.space(5)
    width: implicitWidth
    height: implicitHeight
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: accessibleName
    Accessible.focusable: true
    Accessible.pressed: held
    Keys.onPressed: event => {
        if (root.selects(event)) {
            root.keyHeld = true;
            event.accepted = true;
        }
    }
    Keys.onReleased: event => {
        if (root.selects(event) && !event.isAutoRepeat) {
            root.keyHeld = false;
            event.accepted = true;
        }
    }
    onActiveFocusChanged: keyHeld = false
    onVisibleChanged: keyHeld = false

    Connections {
        target: Reach
        function onLook(): void {
            root.outOfReach = Reach.isAbove(root);
        }
    }
    Plate {
        anchors.fill: parent
        flat: root.outOfReach
        down: root.held
        ringed: root.activeFocus && Touch.byKeys
        fill: root.held ? Theme.color.actionPrimarySoft : Theme.color.surfaceCard

        Row {
            id: content

            anchors.centerIn: parent
            spacing: Theme.space(3)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: root.icon
                size: Theme.iconInline
            }
            AppText {
                role: "label"
                text: root.label
                Accessible.ignored: true
            }
        }
    }
    TouchPlace { touchKind: "own" }
    MouseArea {
        id: area
        anchors.fill: parent
        enabled: !root.outOfReach
        preventStealing: true
    }
}
