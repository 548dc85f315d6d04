pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What the guide is about.
Column {
    AppText {
        objectName: "title"
        width: parent.width
        role: "display"
        fontSizeMode: Text.HorizontalFit
        maximumLineCount: 1
        text: InformationModel.title
    }
    AppText {
        width: parent.width
        role: "bodyLarge"
        text: InformationModel.summary
        color: Theme.color.textSecondary
    }
}
