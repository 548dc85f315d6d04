pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// One thing to bring, and what this machine can do with it.
Item {
    id: material

    required property int index
    required property string icon
    required property string name
    required property string note
    required property string pill
    required property string pillKind
    required property string pillIcon

    implicitHeight: Math.max(words.height, mark.height) + 2 * Theme.space(3)
    height: implicitHeight

    Rectangle {
        visible: material.index > 0
        width: parent.width
        height: Theme.hair
        color: Theme.color.lineHair
    }
    Icon {
        id: sign

        anchors.verticalCenter: parent.verticalCenter
        name: material.icon
        size: Theme.px(56)
        color: Theme.color.textBrand
    }
    Column {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        x: sign.width + Theme.space(5)
        width: mark.x - x - Theme.space(3)

        AppText {
            width: parent.width
            role: "bodyLarge"
            font.weight: Font.Bold
            text: material.name
        }
        AppText {
            visible: text !== ""
            width: parent.width
            role: "caption"
            text: material.note
            color: Theme.color.textSecondary
        }
    }
    StatusPill {
        id: mark

        anchors.verticalCenter: parent.verticalCenter
        anchors.right: parent.right
        kind: material.pillKind
        icon: material.pillIcon
        text: material.pill
    }
}
