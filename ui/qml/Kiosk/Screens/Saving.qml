import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The commit is under way: nothing to touch, nothing promised yet.
Item {
    id: page
    objectName: "saving"

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        spacing: Theme.space(6)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "clock"
            size: Theme.iconHero
            color: Theme.color.textBrand
        }
        AppText {
            objectName: "title"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            role: "display"
            text: Words.text("saving.title")
        }
        AppText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            role: "bodyLarge"
            color: Theme.color.textSecondary
            text: Words.text("saving.help")
        }
        Wave {
            anchors.horizontalCenter: parent.horizontalCenter
            running: !Theme.still
        }
    }
}
