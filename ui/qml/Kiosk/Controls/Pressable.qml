pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Input

// Base of everything that can be pressed. Which touches count is the rule's business (ui/input/touch_rule.py).
Item {
    id: root

    property string accessibleName: ""
    property string offReason: ""
    property bool busy: false
    property bool enabledForKeys: true // false: the keypad has another way to what it does
    property string touchKind: "button" // button, key, backdrop
    property real touchBelow: Theme.edge // the edge hangs below and belongs to it
    property bool pressed: false // a finger is on it
    property bool keyDown: false
    readonly property bool off: offReason.length > 0
    readonly property bool ringed: activeFocus && Touch.byKeys
    property bool outOfReach: false // above the hand of somebody who sits: to be read until it is brought down
    readonly property bool down: (pressed || keyDown) && !off && !busy

    signal activated
    signal refused

    function act(): void {
        root.taken();
    }
    function taken(): void { // not `act`: a tile may have a row's word of that name, and the keypad came to nothing
        if (!root.enabled || root.busy)
            return;
        if (root.off)
            root.refused();
        else
            root.activated();
    }
    function strike(): void {
        if (Touch.admit(root))
            root.taken();
    }

    Connections {
        target: Reach
        function onLook(): void {
            root.outOfReach = Reach.isAbove(root);
        }
    }

    activeFocusOnTab: enabledForKeys
    Accessible.ignored: touchKind === "backdrop" && accessibleName.length === 0
    Accessible.role: Accessible.Button
    Accessible.name: accessibleName
    Accessible.description: offReason
    Accessible.focusable: enabledForKeys
    Accessible.pressed: down
    Accessible.onPressAction: root.strike()
    Accessible.onToggleAction: root.strike() // what assistive technology does with a choice
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Space || event.key === Qt.Key_Return || event.key === Qt.Key_Enter) {
            root.keyDown = true;
            event.accepted = true;
        }
    }
    Keys.onReleased: event => {
        if (root.keyDown && !event.isAutoRepeat) {
            root.keyDown = false;
            event.accepted = true;
            root.strike();
        }
    }
    onActiveFocusChanged: keyDown = false
    Component.onCompleted: Touch.add(root)
    Component.onDestruction: Touch.remove(root)
}
