pragma ComponentBehavior: Bound
import QtQuick

// The assistive keypad: right and left walk all controls in reading order, round and round; up and down go to the nearest
// one there. Select is Enter, which is the control's own. Nothing is out of reach of right alone (EN 301 549 5.1.6).
QtObject {
    id: keypad

    required property Item scene // what is walked
    required property Item start // in it the walk begins when nothing has the focus

    // True if the key was one of the four.
    function press(key: int): bool {
        if (![Qt.Key_Right, Qt.Key_Left, Qt.Key_Down, Qt.Key_Up].includes(key))
            return false;
        const all = controls();
        if (all.length === 0)
            return true;
        const here = all.indexOf(scene.Window.activeFocusItem);
        const first = start.visible ? start.nextItemInFocusChain(true) : null; // hidden, nothing follows it
        const next = here < 0 ? (all.includes(first) ? first : all[0])
            : key === Qt.Key_Down ? nearest(all, here, 1) : key === Qt.Key_Up ? nearest(all, here, -1)
            : all[(here + (key === Qt.Key_Right ? 1 : all.length - 1)) % all.length];
        next.forceActiveFocus(key === Qt.Key_Left || key === Qt.Key_Up ? Qt.BacktabFocusReason : Qt.TabFocusReason);
        return true;
    }
    function controls(): list<Item> {
        const found = [];
        let item = scene.nextItemInFocusChain(true);
        while (item && item.activeFocusOnTab && !found.includes(item)) {
            found.push(item);
            item = item.nextItemInFocusChain(true);
        }
        return found.filter(isShown);
    }
    // A list shows what gets the focus. What was moved out of anything else that clips is not there to be pressed: the
    // foot of a screen that was brought down.
    function isShown(item: Item): bool {
        let shown = item;
        for (let around = item.parent; around; around = around.parent) {
            if (around as Flickable)
                shown = around;
            const at = around.clip ? around.mapFromItem(shown, 0, 0) : null;
            if (at && (at.y >= around.height - 1 || at.y + shown.height <= 1))
                return false;
        }
        return true;
    }
    // The one above or below that is least far, and rather straight than aside; else the neighbour in reading order.
    function nearest(all: list<Item>, here: int, way: int): Item {
        const from = place(all[here]);
        let best = all[(here + way + all.length) % all.length];
        let least = Infinity;
        for (const item of all) {
            const to = place(item);
            const down = way > 0 ? to.top - from.bottom : from.top - to.bottom;
            const aside = Math.max(0, to.left - from.right, from.left - to.right);
            if (down > -1 && down + 2 * aside < least) {
                least = down + 2 * aside;
                best = item;
            }
        }
        return best;
    }
    function place(item: Item): rect {
        return item.mapToItem(null, Qt.rect(0, 0, item.width, item.height));
    }
}
