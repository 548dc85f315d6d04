pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// 65: something to know beside the step.
Card {
    id: root

    property string icon
    property string title
    property string line

    padding: Theme.space(4)
    inOnePiece: true

    Row {
        width: parent.width
        spacing: Theme.space(4)

        Icon {
            id: mark
            anchors.verticalCenter: parent.verticalCenter
            name: root.icon
            size: Theme.iconInline * 1.2
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - mark.width - parent.spacing

            AppText {
                width: parent.width
                text: root.title
                font.weight: Font.Bold
            }
            AppText {
                visible: text !== ""
                width: parent.width
                text: root.line
                color: Theme.color.textSecondary
            }
        }
    }
}
