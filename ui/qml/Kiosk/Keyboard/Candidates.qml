import QtQuick
import Kiosk.Theme

// Which candidates stand where: one row as drawn, and with 更多 the room of the keys as well.
QtObject {
    id: root

    required property Board board
    required property real width
    property int first: 0
    property var before: [] // where the pages before this one began
    readonly property bool spread: before.length > 0 || board.port.hasPreviousPage
    readonly property int panelRows: Theme.elder ? 3 : 4
    readonly property var all: Array.from(board.candidates) // read once: every look at a list of the port copies it
    readonly property real letterSize: Theme.textPx(Theme.elder ? 54 : 38)
    readonly property real turnWidth: Theme.px(Theme.elder ? 140 : 88)
    readonly property var rows: laid(first, spread, all, width)
    readonly property int end: rows.length === 0 ? 0 : rows[rows.length - 1].first + rows[rows.length - 1].count
    readonly property bool hasMore: end < all.length || board.port.hasNextPage

    onAllChanged: {
        first = 0;
        before = [];
    }

    function isPrimary(place: int): bool {
        return place === 0 && !board.port.hasPreviousPage;
    }
    function widthOf(place: int): real {
        const wide = isPrimary(place);
        const own = all[place].length * letterSize + Theme.px(Theme.elder || wide ? 64 : 50);
        return Math.min(width, Math.max(Theme.keyPx(Theme.elder ? 180 : wide ? 160 : 88), own));
    }
    function fitting(from: int, room: real): int {
        let used = 0;
        let count = 0;
        while (from + count < all.length) {
            used += widthOf(from + count) + (count > 0 ? board.gap : 0);
            if (used > room && count > 0)
                break;
            count++;
        }
        return count;
    }
    function laid(from: int, over: bool, words: var, room: real): var {
        const turns = (over ? 2 : 1) * (turnWidth + board.gap);
        const made = [{ first: from, count: fitting(from, room - turns) }];
        for (let n = 0; over && n < panelRows; n++) {
            const last = made[made.length - 1];
            made.push({ first: last.first + last.count, count: fitting(last.first + last.count, room) });
        }
        return made;
    }
    function more(): void {
        const next = end; // the next page is laid otherwise
        if (next < all.length) {
            before = [...before, first];
            first = next;
        } else {
            board.port.page(true);
        }
    }
    function less(): void {
        if (before.length > 0) {
            first = before[before.length - 1];
            before = before.slice(0, -1);
        } else {
            board.port.page(false);
        }
    }
}
