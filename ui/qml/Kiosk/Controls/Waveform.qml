pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// How loud it was in the last tenths of a second, the newest at the right; flat where nothing was heard yet.
Row {
    id: root

    property list<real> levels: [] // 0 … 1, the newest last
    property int barCount: 40
    property real barHeight: Theme.px(170)
    readonly property real step: width / barCount

    height: barHeight
    Accessible.ignored: true // the time beside it says that it goes on

    Repeater {
        model: root.barCount

        Item {
            id: place

            required property int index
            readonly property int at: index - (root.barCount - root.levels.length)
            readonly property real loudness: at < 0 ? 0 : Math.sqrt(Math.max(0, Math.min(1, root.levels[at])))

            width: root.step
            height: root.barHeight

            Rectangle {
                anchors.centerIn: parent
                width: root.step * 0.45
                height: Math.max(width, root.barHeight * place.loudness)
                radius: width / 2
                color: place.at < 0 ? Theme.color.lineControl : Theme.color.actionPrimary
            }
        }
    }
}
