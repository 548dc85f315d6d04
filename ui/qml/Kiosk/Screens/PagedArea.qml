pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// Matter that may be taller than its place: a finger can push it, a button turns the page, nothing is hidden unsaid.
Item {
    id: area

    property real room: height // what there is when nothing has to be turned
    property bool ownButton: true // else the screen turns the page from its foot
    default property alias content: column.data
    property alias spacing: column.spacing
    readonly property real matterHeight: column.height
    readonly property bool overflows: column.height + Theme.edge > room
    readonly property bool atEnd: view.contentY >= view.contentHeight - view.height - 1

    function turn(): void {
        view.contentY = atEnd ? 0 : Math.min(view.contentY + view.height * 0.85, view.contentHeight - view.height);
    }

    Flickable {
        id: view

        anchors.fill: parent
        anchors.bottomMargin: more.visible ? more.height + Theme.gapBelow + Theme.edge : 0
        clip: area.overflows
        contentHeight: column.height + Theme.edge
        boundsBehavior: Flickable.StopAtBounds
        interactive: area.overflows

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
        anchors.bottomMargin: Theme.edge
        width: parent.width
        atEnd: area.atEnd
        onActivated: area.turn()
    }
}
