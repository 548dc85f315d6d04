pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// A key: a digit, a letter, or a short word.
Pressable {
    id: root

    property string caption: ""
    property string icon: ""
    property bool digit: true
    property bool chosen: false
    property string kind: "plain" // plain, primary
    property real textSize: digit ? Theme.largeLabelSize : Theme.type.label.size
    readonly property real leastWidth: content.implicitWidth + 2 * Theme.space(3) // of all that stands on it
    readonly property color ink: kind === "primary" ? Theme.color.textOnAction
        : chosen ? Theme.color.actionOnPrimarySoft : Theme.color.textPrimary

    accessibleName: caption
    enabledForKeys: true
    touchKind: "key"

    Plate {
        anchors.fill: parent
        down: root.down
        ringed: root.ringed
        radius: Theme.px(18)
        fill: root.kind === "primary" ? Theme.color.actionPrimary
            : root.down || root.chosen ? Theme.color.actionPrimarySoft : Theme.color.surfaceCard
        edgeColor: root.kind === "primary" ? Theme.color.actionPrimaryEdge
            : root.chosen || root.down ? Theme.color.actionPrimary : Theme.color.lineControl
        lineColor: root.chosen ? Theme.color.actionPrimary : Theme.color.lineHair
        lineWidth: root.kind === "primary" ? 0 : root.chosen ? Theme.px(5) : Theme.outline

        Row {
            id: content

            anchors.centerIn: parent
            spacing: Theme.space(3)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: root.icon
                size: Theme.iconButton
                color: root.ink
            }
            AppText {
                visible: text.length > 0
                role: "label"
                size: root.textSize
                font.weight: root.digit || root.chosen || root.kind === "primary" ? Font.Bold : Font.Medium
                wrapMode: Text.NoWrap
                text: root.caption
                color: root.ink
                Accessible.ignored: true
            }
        }
    }
}
