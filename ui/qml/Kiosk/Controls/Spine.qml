pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The name of a group of services, set vertically on an arch-topped spine.
Item {
    id: root

    property string text: ""
    property string tone: "care"

    // as large as the characters have room between the arch and the foot
    readonly property real canvasSize: Math.max(Theme.sizes.textMinimum, (height - Theme.px(44)) / (Math.max(1, text.length) * 1.16) / Theme.px(1))

    readonly property bool lying: /[A-Za-z]{2}/.test(text) // Chinese stands upright, letters lie

    implicitWidth: Theme.px(76)
    width: implicitWidth
    Accessible.role: Accessible.Heading
    Accessible.name: text

    Arch {
        anchors.fill: parent
        color: Theme.highContrast ? Theme.color.surfaceCard : Theme.tone(root.tone)
    }
    AppText {
        visible: root.lying
        anchors.centerIn: parent
        anchors.verticalCenterOffset: Theme.px(8)
        rotation: 90
        width: root.height - Theme.px(44)
        horizontalAlignment: Text.AlignHCenter
        role: "bodyLarge"
        wrapMode: Text.NoWrap
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.textPx(Theme.sizes.textMinimum)
        text: root.text
        font.family: Theme.displayFamily
        font.weight: Font.Bold
        color: Theme.highContrast ? Theme.color.textPrimary : Theme.color.textOnAction
        Accessible.ignored: true
    }
    Grid {
        id: upright

        readonly property int count: root.text.length
        readonly property bool fits: count * Theme.textPx(root.canvasSize) * 1.16 <= root.height - Theme.px(28)

        visible: !root.lying
        columns: fits ? 1 : 2
        anchors.centerIn: parent
        anchors.verticalCenterOffset: Theme.px(8)

        Repeater {
            model: root.text.split("")

            AppText {
                required property string modelData

                width: root.width / (upright.fits ? 1 : 2.2)
                horizontalAlignment: Text.AlignHCenter
                role: "bodyLarge"
                size: Math.min(kind.size, root.canvasSize)
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
