pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// Base of everything that can be pressed. A touch activates the target it began in, also when the finger slips a little.
Item {
    id: root

    property string accessibleName: ""
    property string offReason: ""
    property bool busy: false
    property bool enabledForKeys: true // false: a key of the on-screen keyboard, which must not take the focus
    property int guardMs: Theme.strikeGuardMs
    readonly property bool off: offReason.length > 0
    readonly property bool ringed: activeFocus && Strikes.byKeys
    property bool outOfReach: false // above the hand of somebody who sits: to be read until it is brought down
    readonly property bool down: (area.pressed || area.keyDown) && !off && !busy

    signal activated
    signal refused

    function strike(x: real, y: real): void {
        const at = root.mapToItem(null, x, y);
        if (!root.enabled || !Strikes.admit(at.x, at.y, root.guardMs) || root.busy)
            return;
        if (root.off)
            root.refused();
        else
            root.activated();
    }

    Connections {
        target: Reach
        function onLook(): void {
            root.outOfReach = Reach.top > 0 && root.mapToItem(null, 0, root.height / 2).y < Reach.top;
        }
    }

    activeFocusOnTab: enabledForKeys
    Accessible.role: Accessible.Button
    Accessible.name: accessibleName
    Accessible.description: offReason
    Accessible.focusable: enabledForKeys
    Accessible.pressed: down
    Accessible.onPressAction: root.strike(root.width / 2, root.height / 2)
    Keys.onPressed: event => {
        Strikes.byKeys = true;
        if (event.key === Qt.Key_Space || event.key === Qt.Key_Return || event.key === Qt.Key_Enter) {
            area.keyDown = true;
            event.accepted = true;
        }
    }
    Keys.onReleased: event => {
        Strikes.byKeys = true;
        if (area.keyDown && !event.isAutoRepeat) {
            area.keyDown = false;
            event.accepted = true;
            root.strike(root.width / 2, root.height / 2);
        }
    }
    onActiveFocusChanged: area.keyDown = false

    MouseArea {
        id: area

        property bool keyDown: false

        anchors.fill: parent
        anchors.bottomMargin: -Theme.edge
        onPressed: Strikes.byKeys = false
        onReleased: mouse => {
            const slipped = mouse.x < -Theme.slack || mouse.y < -Theme.slack
                || mouse.x > width + Theme.slack || mouse.y > height + Theme.slack;
            if (!slipped)
                root.strike(mouse.x, mouse.y);
        }
    }
}
