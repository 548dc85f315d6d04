pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The strip at the screen's border that names the hardware lying behind it. Nothing on it can be pressed.
Rectangle {
    id: root

    property var model: null // rows: spot, icon, text, state
    property list<real> positions: []
    readonly property bool side: Theme.landscape
    readonly property list<real> usual: rows.count === 4 ? [0.12, 0.36, 0.61, 0.87]
        : rows.count === 2 ? [0.25, 0.75] : side ? [0.24, 0.5, 0.77] : [0.19, 0.5, 0.8]

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
            required property int index

            onWantedChanged: Qt.callLater(rows.settle)
            onOwnChanged: Qt.callLater(rows.settle)
            onAlongChanged: Qt.callLater(rows.settle)
            readonly property real centre: (root.positions[index] ?? root.usual[index] ?? (index + 0.5) / rows.count)
                * (root.side ? root.height : root.width)

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
