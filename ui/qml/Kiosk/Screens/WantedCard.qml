import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// One missing thing: its number, its name, and why it is asked for.
Rectangle {
    id: card

    required property string number
    required property string name
    required property string reason
    required property string icon

    implicitHeight: row.height + 2 * Theme.space(6)
    color: Theme.color.surfaceCard
    radius: Theme.radiusCard
    border.width: Theme.px(4)
    border.color: Theme.color.statusDangerFill

    Row {
        id: row
        x: Theme.space(6)
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - 2 * x
        spacing: Theme.space(5)

        Rectangle {
            id: badge
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.px(64)
            height: width
            radius: width / 2
            color: Theme.color.statusDangerFill
            AppText {
                anchors.centerIn: parent
                role: "heading"
                color: Theme.color.textOnAction
                text: card.number
            }
        }
        Column {
            width: parent.width - badge.width - icon.width - 2 * parent.spacing
            AppText {
                width: parent.width
                role: "heading"
                text: card.name
            }
            AppText {
                width: parent.width
                color: Theme.color.statusDangerText
                text: card.reason
            }
        }
        Icon {
            id: icon
            anchors.verticalCenter: parent.verticalCenter
            name: card.icon
            size: Theme.px(64)
        }
    }
}
