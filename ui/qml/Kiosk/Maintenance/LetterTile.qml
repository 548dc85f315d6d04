pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Another message; touched, it is the one that is looked at.
Pressable {
    id: root

    required property string messageId
    required property string caseText
    required property string kindText
    required property string since
    required property string pillKind
    required property string pillText

    objectName: "letter-" + messageId
    accessibleName: [kindText, caseText, since, pillText].join(", ")
    implicitHeight: Math.max(Theme.targetPx(112), words.height + 2 * Theme.space(3))
    height: implicitHeight
    onActivated: MenuQueueModel.look(messageId)

    Plate {
        anchors.fill: parent
        raised: true
        down: root.down
        ringed: root.ringed
        fill: Theme.color.surfaceCard
        edgeColor: Theme.color.lineControl
        lineColor: Theme.color.lineHair
        lineWidth: Theme.outline

        Column {
            id: words

            x: Theme.space(5)
            anchors.verticalCenter: parent?.verticalCenter
            width: root.width - pill.width - 3 * Theme.space(5)

            AppText {
                width: parent.width
                role: "label"
                font.weight: Font.Bold
                text: root.kindText + "  " + root.caseText
                Accessible.ignored: true
            }
            AppText {
                width: parent.width
                role: "caption"
                text: root.since
                color: Theme.color.textSecondary
                Accessible.ignored: true
            }
        }
        StatusPill {
            id: pill
            anchors.right: parent?.right
            anchors.rightMargin: Theme.space(5)
            anchors.verticalCenter: parent?.verticalCenter
            kind: root.pillKind
            text: root.pillText
        }
    }
}
