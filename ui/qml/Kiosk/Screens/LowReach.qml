pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 低位: nothing above the middle is pressed. The upper half shows, and 移下来 brings it down to the hand, as far at a time
// as there is room below; the buttons of the top bar stand in a row that can be reached.
Item {
    id: low

    property bool ownRow: false // the screen has it where it wants it
    readonly property real middle: Theme.windowHeight / 2
    readonly property real foot: row.visible ? row.y - Theme.space(3) : height // of what lies above the screen's foot
    readonly property real way: middle + Theme.space(3) - Theme.topBar - Theme.headGap // until the screen's top can be reached
    readonly property real step: Math.max(1, foot - middle - Theme.targetMin / 2) // what straddles the middle comes down whole
    readonly property bool lowered: position > 0
    readonly property bool lowest: position * step >= way
    property int position: 0
    property real drop: Math.min(position * step, way)

    objectName: "low-reach"
    visible: Theme.lowReach
    onVisibleChanged: position = 0
    onOwnRowChanged: position = 0

    function next(): void {
        position = lowest ? 0 : position + 1;
    }

    Behavior on drop {
        NumberAnimation {
            duration: Theme.swapMs
        }
    }
    Binding {
        target: Reach
        property: "top"
        value: Theme.lowReach ? low.middle : 0
    }
    Connections {
        target: low.Window.window as Window
        enabled: Theme.lowReach
        function onAfterAnimating(): void {
            Reach.look();
        }
    }
    Connections {
        target: Shell
        function onMoved(): void {
            low.position = 0;
        }
    }
    Pressable { // whoever touches there after all wants it nearer
        width: parent.width
        height: low.middle - Theme.targetMin / 2
        touchBelow: 0
        touchKind: "backdrop"
        enabled: Theme.lowReach && !low.ownRow
        enabledForKeys: false
        Accessible.ignored: true
        onActivated: low.next()
    }
    Loader {
        active: low.lowered // its picture takes 3 MB
        y: Theme.topBar
        width: parent.width
        height: low.drop + Theme.headGap
        sourceComponent: BridgeView {}
    }
    Row {
        id: row

        readonly property real one: (width - spacing) / 2

        visible: Theme.lowReach && !low.ownRow
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(3) + Theme.edge
        x: Theme.margin
        width: parent.width - 2 * x
        spacing: Theme.gap

        AppButton {
            objectName: "bring-down"
            width: row.one
            icon: low.lowest ? "chevron-up" : "chevron-down"
            label: Words.text(low.lowest ? "low_reach.up" : "low_reach.down")
            strong: true
            onActivated: low.next()
        }
        TopButtons {
            fill: row.one
        }
    }
}
