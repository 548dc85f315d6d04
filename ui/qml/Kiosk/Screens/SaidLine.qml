import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What was said last between the resident and those who have the case.
Card {
    property bool away: false // it stands elsewhere

    visible: ProgressModel.saidText !== "" && !away
    padding: Theme.space(4)

    Row {
        width: parent.width
        spacing: Theme.space(4)

        Icon {
            id: sign
            anchors.verticalCenter: parent.verticalCenter
            name: "reply"
        }
        AppText {
            objectName: "said"
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - sign.width - parent.spacing
            text: ProgressModel.saidText
        }
    }
}
