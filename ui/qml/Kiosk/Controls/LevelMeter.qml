pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// How loud it is while something is recorded, and how long there is still to speak. Bars light up from the left; the
// number beside them says the same to who does not see the colours.
Row {
    id: root

    property bool running: false
    property real level: 0 // 0 … 1
    property string text: "" // what is left, or what became of it
    property int barCount: 16
    property real barHeight: Theme.px(64)
    readonly property int litCount: running ? Math.min(barCount, Math.ceil(Math.sqrt(Math.max(0, level)) * barCount)) : 0

    spacing: Theme.space(4)
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        id: bars

        anchors.verticalCenter: parent?.verticalCenter
        height: root.barHeight
        spacing: root.barHeight / 10

        Repeater {
            model: root.barCount

            Rectangle {
                required property int index
                readonly property bool lit: index < root.litCount

                anchors.bottom: parent?.bottom
                width: root.barHeight / 6
                height: root.barHeight * (0.3 + 0.7 * index / (root.barCount - 1))
                radius: width / 4
                color: lit ? Theme.color.actionPrimary : "transparent"
                border.color: lit ? Theme.color.actionPrimary : Theme.color.lineControl
                border.width: Theme.hair
            }
        }
    }
    AppText {
        anchors.verticalCenter: parent?.verticalCenter
        visible: text.length > 0
        width: root.width > 0 ? Math.min(implicitWidth, root.width - bars.width - root.spacing) : implicitWidth
        role: "body"
        text: root.text
        Accessible.ignored: true
    }
}
