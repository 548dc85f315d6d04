pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// A stretch of the VoiceCaption's sentence.
Item {
    id: root

    property string text: ""
    property bool lit: false
    property bool large: false

    visible: text.length > 0
    width: visible ? words.implicitWidth + (lit ? 2 * Theme.space(2) : 0) : 0
    height: words.height + Theme.space(2)

    Rectangle {
        visible: root.lit
        anchors.fill: parent
        radius: Theme.radiusSmall
        color: Theme.color.statusWaitingFill
    }
    AppText {
        id: words

        anchors.centerIn: parent
        role: root.large ? "display" : "bodyLarge"
        size: root.large ? (Theme.elder ? 66 : 52) : Theme.type.bodyLarge.size
        font.family: Theme.textFamily
        font.weight: root.lit ? Font.Bold : Font.Medium
        lineHeight: 1.25 / Theme.naturalLine
        wrapMode: Text.NoWrap
        text: root.text
        color: root.lit ? Theme.color.textOnHand : Theme.color.textPrimary
        Accessible.ignored: true
    }
}
