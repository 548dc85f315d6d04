import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What is the matter with the case, then its number and its owner.
Column {
    id: head

    AppText {
        visible: Theme.elder
        width: parent.width
        text: ProgressModel.itemLine
    }
    AppText {
        objectName: "title"
        width: parent.width
        role: "display"
        maximumLineCount: 1
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.textPx(44)
        text: ProgressModel.title
    }
    AppText {
        visible: !Theme.elder
        width: parent.width
        role: "bodyLarge"
        color: Theme.color.textSecondary
        text: ProgressModel.help
    }
}
