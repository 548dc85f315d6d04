pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// A box to tick with its sentence. What is ticked is the screen's to say.
Pressable {
    id: root

    property string label: ""
    property bool checked: false

    accessibleName: label
    implicitHeight: Math.max(Theme.targetMin, word.implicitHeight + 2 * Theme.space(4))
    height: implicitHeight
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: checked

    Plate {
        anchors.fill: parent
        raised: !root.off
        down: root.down
        ringed: root.ringed
        fill: root.off ? Theme.color.surfaceSunk : root.checked ? Theme.color.actionPrimarySoft : Theme.color.surfaceCard
        edgeColor: root.checked ? Theme.color.actionPrimary : Theme.color.lineControl
        lineColor: root.checked ? Theme.color.actionPrimary : Theme.color.lineControl
        lineWidth: root.checked ? Theme.outlineChosen : Theme.outlineControl

        Rectangle {
            id: box

            x: Theme.space(5)
            anchors.verticalCenter: parent?.verticalCenter
            width: Theme.px(Theme.elder ? 68 : 52)
            height: width
            radius: Theme.radiusSmall
            color: root.checked ? Theme.color.actionPrimary : Theme.color.surfaceCard
            border.width: root.checked ? 0 : Theme.outlineControl
            border.color: Theme.color.lineControl

            Icon {
                anchors.centerIn: parent
                name: root.checked ? "check" : ""
                size: parent.width * 0.75
                color: Theme.color.textOnAction
            }
        }
        AppText {
            id: word

            anchors.left: box.right
            anchors.leftMargin: Theme.space(4)
            anchors.verticalCenter: parent?.verticalCenter
            width: parent ? parent.width - box.width - 3 * Theme.space(5) : 0
            role: "bodyLarge"
            text: root.off ? root.offReason : root.label
            font.weight: Font.Bold
            color: root.checked ? Theme.color.actionOnPrimarySoft : Theme.color.textPrimary
            Accessible.ignored: true
        }
    }
}
