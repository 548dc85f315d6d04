pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The number by which a choice can be called.
Rectangle {
    id: root

    property string text: ""

    width: Theme.px(84)
    height: width
    visible: text.length > 0
    radius: width / 2
    color: Theme.color.surfaceCard
    border.width: Theme.outlineControl
    border.color: Theme.color.lineControl
    Accessible.ignored: true

    AppText {
        anchors.centerIn: parent
        role: "label"
        text: root.text
        color: Theme.color.textSecondary
        font.weight: Font.Bold
        Accessible.ignored: true
    }
}
