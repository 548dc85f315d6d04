pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The strip at the screen's border that names the hardware lying behind it. Nothing on it can be pressed.
Rectangle {
    id: root

    property var model: null // rows: spot, icon, text, state
    readonly property bool side: Theme.landscape
    readonly property real slotPlace: side ? 0.24 : 0.19 // of the border's length; what lies between stands in its middle
    readonly property real readerPlace: side ? 0.77 : 0.8

    implicitHeight: Theme.deviceRail
    implicitWidth: Theme.deviceRail
    color: Theme.color.surfaceBezel
    clip: true

    Repeater {
        id: rows
        model: root.model
        onCountChanged: Qt.callLater(rows.settle)

        // what is wanted keeps its place and pushes its neighbours off it
        function settle(): void {
            const spots = [];
            for (let i = 0; i < count && itemAt(i); i++) {
                spots.push(itemAt(i) as RailSpot);
                spots[i].shift = 0;
            }
            const first = spots.findIndex(spot => spot.wanted);
            if (first < 0 || spots.length < count)
                return;
            const slack = spot => Theme.space(spot.wanted ? 3 : 6); // of the empty borders that may lie over each other
            for (let i = first + 1; i < count; i++)
                spots[i].shift = Math.max(0, spots[i - 1].at + spots[i - 1].along - slack(spots[i - 1]) - spots[i].own);
            for (let i = first - 1; i >= 0; i--)
                spots[i].shift = Math.min(0, spots[i + 1].at + slack(spots[i + 1]) - spots[i].along - spots[i].own);
        }

        RailSpot {
            onWantedChanged: Qt.callLater(rows.settle)
            onOwnChanged: Qt.callLater(rows.settle)
            onAlongChanged: Qt.callLater(rows.settle)
            readonly property real place: spot === "receipt" ? root.slotPlace : spot === "card" ? root.readerPlace : 0.5
            readonly property real centre: place * (root.side ? root.height : root.width)
            property real shift: 0 // away from a long wanted neighbour
            readonly property real along: root.side ? height : width
            readonly property real own: Math.max(0, Math.min((root.side ? root.height : root.width) - along, centre - along / 2))
            readonly property real at: own + shift
            x: root.side ? 0 : at
            y: root.side ? at : 0
            z: spotState === "rest" ? 0 : 1
            objectName: "rail-" + spot
        }
    }
    Rectangle {
        visible: Theme.highContrast
        width: root.side ? Theme.hair : parent.width
        height: root.side ? parent.height : Theme.hair
        color: Theme.color.lineHair
    }
}
