pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// One notice: its kind as a pill, its text beside it, a hair line between two.
Item {
    id: row

    required property int index
    required property string title
    required property string text
    required property string icon

    implicitHeight: Math.max(Theme.px(72), words.height + Theme.space(3))
    height: implicitHeight

    Rectangle {
        visible: row.index > 0
        x: Theme.space(4)
        width: parent.width - 2 * x
        height: Theme.hair
        color: Theme.color.lineHair
    }
    StatusPill {
        id: pill

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.space(4)
        kind: row.index === 0 ? "waiting" : "info"
        icon: row.icon
        text: row.title
    }
    AppText {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        anchors.left: pill.right
        anchors.leftMargin: Theme.space(4)
        anchors.right: parent.right
        anchors.rightMargin: Theme.space(3)
        role: "bodyLarge"
        maximumLineCount: 2
        elide: Text.ElideRight
        text: row.text
    }
}
