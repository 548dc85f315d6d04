pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// What the composed letters may mean. The first is primary: space takes it. As many as fit; the rest is a page further on.
Item {
    id: root

    required property Board board
    property int first: 0
    readonly property list<string> all: board.candidates
    readonly property real letterSize: Theme.textPx(Theme.elder ? 54 : 38)
    readonly property real turnWidth: Theme.px(Theme.elder ? 140 : 88)
    readonly property real room: width - turnWidth - board.gap
    readonly property int shownCount: fitting(first)
    readonly property bool hasMore: first + shownCount < all.length || board.port.hasNextPage
    readonly property bool hasLess: first > 0 || board.port.hasPreviousPage

    height: Theme.keyPx(Theme.elder ? 140 : 96)
    onAllChanged: first = 0

    function widthOf(word: string, place: int): real {
        const own = word.length * letterSize + Theme.px(Theme.elder ? 64 : place === 0 ? 64 : 52);
        return Math.max(Theme.keyPx(Theme.elder ? 180 : place === 0 ? 160 : 88), own);
    }
    function fitting(from: int): int {
        let used = from > 0 || board.port.hasPreviousPage ? turnWidth + board.gap : 0;
        let count = 0;
        while (from + count < all.length) {
            used += widthOf(all[from + count], count) + (count > 0 ? board.gap : 0);
            if (used > room && count > 0)
                break;
            count++;
        }
        return count;
    }
    function more(): void {
        if (first + shownCount < all.length)
            first += shownCount;
        else
            board.port.page(true);
    }
    function less(): void {
        if (first > 0)
            first = 0;
        else
            board.port.page(false);
    }

    Row {
        height: parent.height
        spacing: root.board.gap

        Key {
            objectName: "candidate-back"
            visible: root.hasLess
            board: root.board
            width: root.turnWidth
            height: root.height
            icon: "chevron-left"
            accessibleName: root.board.moreText
            onActivated: root.less()
        }
        Repeater {
            model: root.shownCount

            Key {
                required property int index
                readonly property int place: root.first + index

                objectName: "candidate-" + place
                board: root.board
                width: root.widthOf(caption, index)
                height: root.height
                digit: false
                textSize: Theme.elder ? 54 : 38
                kind: place === 0 && !root.board.port.hasPreviousPage ? "primary" : "plain"
                caption: root.all[place] ?? ""
                onActivated: root.board.port.choose(place)
            }
        }
    }
    Key {
        objectName: "candidate-more"
        visible: root.hasMore
        anchors.right: parent.right
        board: root.board
        width: root.turnWidth
        height: root.height
        icon: "chevron-right"
        accessibleName: root.board.moreText
        onActivated: root.more()
    }
}
