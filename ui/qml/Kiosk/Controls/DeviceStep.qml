pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// One of the numbered movements below a DeviceHint.
Item {
    id: root

    property int number: 1
    property string text: ""
    property bool lit: false
    property bool divided: false

    implicitWidth: content.implicitWidth + 2 * Theme.space(3)

    Rectangle {
        visible: root.divided
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.hair
        height: parent.height * 0.6
        color: Theme.color.lineHair
    }
    Row {
        id: content

        anchors.centerIn: parent
        spacing: Theme.space(Theme.elder ? 3 : 4)

        Rectangle {
            width: Theme.px(Theme.elder ? 68 : 52)
            height: width
            radius: width / 2
            color: root.lit ? Theme.color.handFill : Theme.color.surfaceSunk

            AppText {
                anchors.centerIn: parent
                role: "label"
                text: root.number
                font.weight: Font.Bold
                color: root.lit ? Theme.color.textOnHand : Theme.color.textPrimary
                Accessible.ignored: true
            }
        }
        AppText {
            anchors.verticalCenter: parent.verticalCenter
            role: "label"
            text: root.text
            wrapMode: Text.NoWrap
            font.weight: root.lit ? Font.Bold : Theme.type.label.weight
            Accessible.name: root.number + ", " + text
        }
    }
}
