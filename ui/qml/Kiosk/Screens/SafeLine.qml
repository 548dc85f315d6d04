import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The first thing of every fault: what is safe.
Card {
    id: card

    property string title
    property string line

    color: Theme.color.statusSuccessSoft
    outlined: Theme.highContrast
    padding: Theme.space(Theme.landscape ? 4 : 6)

    Row {
        width: parent.width
        spacing: Theme.space(5)

        Rectangle {
            id: mark
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.px(Theme.elder ? 104 : 76)
            height: width
            radius: width / 2
            color: Theme.color.statusSuccessFill

            Icon {
                anchors.centerIn: parent
                name: "check"
                size: parent.width * 0.6
                color: Theme.color.textOnAction
            }
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - mark.width - parent.spacing
            AppText {
                objectName: "safe"
                width: parent.width
                role: "heading"
                wrapMode: Text.Wrap
                text: card.title
            }
            AppText {
                visible: text !== ""
                width: parent.width
                role: "bodyLarge"
                color: Theme.color.textSecondary
                wrapMode: Text.Wrap
                text: card.line
            }
        }
    }
}
