pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// An answer that shows how the paper looks.
Pressable {
    id: root

    property string sample
    property string label
    property bool chosen: false

    implicitHeight: Math.max(Theme.targetPx(Theme.elder ? 168 : 150), words.height + 2 * Theme.space(3))
    height: implicitHeight
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen

    Plate {
        anchors.fill: parent
        radius: Theme.radiusCard
        raised: true
        down: root.down
        ringed: root.ringed
        fill: root.chosen ? Theme.color.actionPrimarySoft : Theme.color.surfaceCard
        edgeColor: root.chosen ? Theme.color.actionPrimary : Theme.color.lineControl
        lineColor: root.chosen ? Theme.color.actionPrimary : Theme.color.lineHair
        lineWidth: root.chosen ? Theme.outlineChosen : Theme.outline

        PageSample {
            id: picture

            x: Theme.space(4)
            anchors.verticalCenter: parent?.verticalCenter
            width: Math.min(Theme.px(150), root.width * 0.36)
            height: Math.min(root.height - 2 * Theme.space(3), Theme.px(130))
            sample: root.sample
        }
        AppText {
            id: words

            anchors.left: picture.right
            anchors.leftMargin: Theme.space(4)
            anchors.right: parent?.right
            anchors.rightMargin: Theme.space(2)
            anchors.verticalCenter: parent?.verticalCenter
            role: "label"
            font.weight: Font.Bold
            text: root.label
            Accessible.ignored: true
        }
    }
}
