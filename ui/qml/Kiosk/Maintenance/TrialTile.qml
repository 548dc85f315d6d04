pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// One self-test: what is tried, what it came to last, when and by whom.
Pressable {
    id: root

    required property string trial
    required property string icon
    required property string name
    required property string health // ok, bad, unknown
    required property string stateText
    required property string line

    objectName: "trial-" + trial
    implicitHeight: Math.max(Theme.targetPx(176), words.height + 2 * Theme.space(4))
    height: implicitHeight
    accessibleName: [name, stateText, line].filter(part => part.length > 0).join(", ")
    onActivated: SelfTestsModel.choose(trial)

    Plate {
        anchors.fill: parent
        radius: Theme.radiusCard
        raised: true
        down: root.down
        ringed: root.ringed
        fill: Theme.color.surfaceCard
        edgeColor: Theme.color.lineControl
        lineColor: root.health === "bad" ? Theme.color.statusDangerText : Theme.color.lineHair
        lineWidth: Theme.outline

        Icon {
            id: picture

            x: Theme.space(4)
            anchors.verticalCenter: parent?.verticalCenter
            name: root.icon
            size: Theme.iconTile
        }
        Column {
            id: words

            anchors.left: picture.right
            anchors.leftMargin: Theme.space(4)
            anchors.right: parent?.right
            anchors.rightMargin: Theme.space(3)
            anchors.verticalCenter: parent?.verticalCenter
            spacing: Theme.space(1)

            AppText {
                width: parent.width
                role: "heading"
                text: root.name
                Accessible.ignored: true
            }
            StatusPill {
                kind: root.health === "ok" ? "ok" : root.health === "bad" ? "bad" : "waiting"
                text: root.stateText
            }
            AppText {
                visible: text !== ""
                width: parent.width
                role: "caption"
                text: root.line
                color: Theme.color.textSecondary
                Accessible.ignored: true
            }
        }
    }
}
