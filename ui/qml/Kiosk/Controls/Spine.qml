pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The name of a group of services, set vertically on an arch-topped spine.
Item {
    id: root

    property string text: ""
    property string tone: "care"

    implicitWidth: Theme.px(76)
    width: implicitWidth
    Accessible.role: Accessible.Heading
    Accessible.name: text

    Arch {
        anchors.fill: parent
        color: Theme.highContrast ? Theme.color.surfaceCard : Theme.tone(root.tone)
    }
    Column {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: Theme.px(8)

        Repeater {
            model: root.text.split("")

            AppText {
                required property string modelData

                width: root.width
                horizontalAlignment: Text.AlignHCenter
                role: "bodyLarge"
                lineHeight: 1.1 / Theme.naturalLine
                height: shownPx * 1.16
                verticalAlignment: Text.AlignVCenter
                text: modelData
                font.family: Theme.displayFamily
                font.weight: Font.Bold
                color: Theme.highContrast ? Theme.color.textPrimary : Theme.color.textOnAction
                Accessible.ignored: true
            }
        }
    }
}
