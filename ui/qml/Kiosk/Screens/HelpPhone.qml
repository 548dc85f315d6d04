import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The number to dial on one's own telephone: there is none in the machine (DESIGN 10).
Card {
    padding: Theme.space(5)

    Column {
        width: parent.width

        AppText {
            width: parent.width
            role: "bodyLarge"
            text: Words.text("help.phone")
            color: Theme.color.textSecondary
        }
        AppText {
            objectName: "help-phone"
            width: parent.width
            role: HelpModel.phoneFirst ? "display" : "title"
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.textPx(Theme.type.bodyLarge.size)
            maximumLineCount: 1
            text: HelpModel.phone
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            text: Words.text("help.urgent")
            color: Theme.color.statusDangerText
            font.weight: Font.Bold
        }
    }
}
