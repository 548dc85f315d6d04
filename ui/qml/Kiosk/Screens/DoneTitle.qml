import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The truth in one line, what follows from it in the next, and the last arch of the bridge as its seal.
Item {
    id: head

    height: Math.max(lines.height, seal.height)

    Column {
        id: lines
        anchors.left: parent.left
        anchors.leftMargin: Theme.elder ? seal.width + Theme.space(6) : 0
        width: parent.width - seal.width - Theme.space(6)
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.textPx(52)
            text: DoneModel.title
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            color: Theme.color.textSecondary
            wrapMode: Text.Wrap
            text: DoneModel.help
        }
    }
    Arch {
        id: seal
        x: Theme.elder ? 0 : parent.width - width
        anchors.verticalCenter: lines.verticalCenter
        width: Theme.px(Theme.elder ? 132 : 120)
        height: Theme.px(Theme.elder ? 142 : 128)
        color: Theme.color.statusSuccessFill

        Icon {
            anchors.centerIn: parent
            name: DoneModel.delivery === "acknowledged" ? "check" : "saved-offline"
            size: parent.width * 0.6
            color: Theme.color.textOnAction
        }
    }
}
