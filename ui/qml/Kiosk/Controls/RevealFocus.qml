pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Input

// Moves the list around the control the keypad went to, so that it is seen whole, with its ring.
//
// One for the window, which tells it: a list's own look at the window's focus would still be asked while the list's
// screen is being thrown away, when its properties are gone ("Cannot find member data").
QtObject {
    id: root

    readonly property real rim: Theme.focusGap + Theme.focusRing + Theme.edge

    function listAround(item: Item): Flickable {
        for (let at = item.parent; at; at = at.parent)
            if (at as Flickable)
                return at as Flickable;
        return null;
    }
    function show(item: Item): void {
        if (!item || !Touch.byKeys)
            return;
        const list = listAround(item);
        if (!list)
            return;
        const at = list.contentItem.mapFromItem(item, 0, 0).y;
        const low = at + item.height + rim - list.height;
        if (at - rim < list.contentY)
            Qt.callLater(root.move, list, Math.max(0, at - rim));
        else if (low > list.contentY)
            Qt.callLater(root.move, list, Math.min(low, Math.max(0, list.contentHeight - list.height)));
    }
    function move(list: Flickable, y: real): void { // later: a row that hides as it is cut lets its focus go meanwhile
        if (list)
            list.contentY = y;
    }
}
