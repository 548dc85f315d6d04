import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What the staff read of the call: nothing of who stands here.
Card {
    objectName: "help-seen"
    padding: Theme.space(5)

    Row {
        width: parent.width
        spacing: Theme.space(5)

        Icon {
            id: sign
            anchors.verticalCenter: parent.verticalCenter
            name: "help-person"
            size: Theme.iconButton
        }
        Column {
            width: parent.width - sign.width - parent.spacing

            AppText {
                width: parent.width
                role: "bodyLarge"
                font.weight: Font.Bold
                text: Words.text("help.seen.title")
            }
            AppText {
                width: parent.width
                color: Theme.color.textSecondary
                text: HelpModel.seen
            }
        }
    }
}
