import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// 48: one of the two cards: read, wanted now, or later.
Card {
    id: tile

    required property string card
    required property string title
    required property string standing
    required property string name
    required property string line
    required property int index
    property real drawn: Theme.px(150)
    readonly property bool read: standing === "read"
    readonly property bool wanted: standing === "now"

    objectName: card.replace("_", "-")
    inOnePiece: true
    padding: Theme.space(4)
    color: read ? Theme.color.actionPrimarySoft : Theme.color.surfaceCard
    border.width: wanted ? Theme.outlineChosen : Theme.hair
    border.color: wanted ? Theme.color.handFill : Theme.color.lineHair

    Column {
        width: parent.width
        spacing: Theme.space(2)

        Row {
            spacing: Theme.space(3)

            CheckBadge {
                anchors.verticalCenter: parent.verticalCenter
                visible: tile.read
            }
            NumberBadge {
                anchors.verticalCenter: parent.verticalCenter
                visible: !tile.read
                width: Theme.px(Theme.elder ? 72 : 56)
                text: String(tile.index + 1)
            }
            AppText {
                anchors.verticalCenter: parent.verticalCenter
                role: "heading"
                text: tile.title
                Accessible.name: tile.read ? text : String(tile.index + 1) + ", " + text
            }
        }
        Icon {
            visible: tile.drawn > 0
            anchors.horizontalCenter: parent.horizontalCenter
            name: tile.read ? "id-card" : tile.wanted ? "hand-tap" : "clock"
            size: tile.drawn
            color: tile.read ? Theme.color.actionPrimary : Theme.color.textPrimary
        }
        AppText {
            objectName: "card-name"
            width: parent.width
            role: "heading"
            horizontalAlignment: Text.AlignHCenter
            text: tile.name
        }
        AppText {
            visible: text !== ""
            width: parent.width
            role: "body"
            horizontalAlignment: Text.AlignHCenter
            color: Theme.color.textSecondary
            text: tile.line
        }
    }
}
