pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Matter that may be taller than its place: a finger can push it, a button turns the page, nothing is hidden unsaid.
Item {
    id: area

    property real room: height // what there is when nothing has to be turned
    property bool ownButton: true // else the screen turns the page from its foot
    default property alias content: column.data
    property alias spacing: column.spacing
    readonly property real matterHeight: column.height
    readonly property bool overflows: column.height + Theme.edge > room
    readonly property bool settling: late.running // what it ends above is not known yet
    readonly property bool atEnd: view.contentY >= view.contentHeight - view.height - 1

    function turn(): void {
        view.contentY = atEnd ? 0 : view.contentY + view.height; // the last page too begins with a whole line
    }
    // No line and no button is shown in half: the page ends above the first one that has not all its room.
    function fold(): void {
        const lines = overflows ? below(column).filter(item => item.visible && (item.lineCount > 0 || item as Pressable || item as HoldButton || (item as Card)?.inOnePiece)) : [];
        const tops = lines.map(item => view.mapFromItem(item, 0, 0).y);
        let foot = view.room;
        for (let moved = true; moved;) {
            const cut = tops.filter((top, index) => top < foot - 1 && top > view.room / 4 && top + lines[index].height + (lines[index].touchBelow ?? 0) > foot + 1);
            moved = cut.length > 0;
            foot = Math.min(foot, ...cut);
        }
        view.height = foot;
    }
    function below(item: Item): list<Item> {
        return [].concat(...[...item.children].map(child => [child, ...below(child)]));
    }

    Flickable {
        id: view

        readonly property real room: area.height - (more.visible ? more.height + Theme.gapBelow + more.anchors.bottomMargin : 0)

        width: parent.width
        height: room
        onRoomChanged: late.restart()
        onContentHeightChanged: late.restart()
        onContentYChanged: late.restart()
        clip: area.overflows
        contentHeight: column.height + Theme.edge
        boundsBehavior: Flickable.StopAtBounds
        interactive: area.overflows

        Timer {
            id: late // after the lines found their places
            interval: 0
            onTriggered: area.fold()
        }
        Column {
            id: column

            width: view.width
            spacing: Theme.space(5)
        }
        Behavior on contentY {
            enabled: !view.moving

            NumberAnimation {
                duration: Theme.sheetMs
                easing.type: Easing.BezierSpline
                easing.bezierCurve: Tokens.standardCurve
            }
        }
    }
    PageTurn {
        id: more

        visible: area.ownButton && area.overflows
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.edge + Math.max(0, Theme.gap - Theme.space(5))
        width: parent.width
        atEnd: area.atEnd
        onActivated: area.turn()
    }
}
