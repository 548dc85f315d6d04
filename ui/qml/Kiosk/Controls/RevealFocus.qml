pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Input

// Moves a list so that the control the keypad went to is seen whole, with its ring.
Item {
    id: reveal

    required property Flickable view
    readonly property Item focused: reveal.Window.activeFocusItem
    readonly property real rim: Theme.focusGap + Theme.focusRing + Theme.edge

    function within(item: Item): bool {
        return item !== null && (item === view.contentItem || within(item.parent));
    }

    onFocusedChanged: {
        if (!focused || !Touch.byKeys || !within(focused))
            return;
        const at = view.contentItem.mapFromItem(focused, 0, 0).y;
        const low = at + focused.height + rim - view.height;
        if (at - rim < view.contentY)
            view.contentY = Math.max(0, at - rim);
        else if (low > view.contentY)
            view.contentY = Math.min(low, Math.max(0, view.contentHeight - view.height));
    }
}
