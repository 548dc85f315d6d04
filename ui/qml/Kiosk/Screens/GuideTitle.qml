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
    Row {
        visible: InformationModel.hint !== ""
        width: parent.width
        topPadding: Theme.space(3)
        spacing: Theme.space(3)

        Icon {
            id: sign
            name: "info"
            size: Theme.iconInline
        }
        AppText {
            objectName: "hint"
            width: parent.width - sign.width - parent.spacing
            role: "bodyLarge"
            font.weight: Font.Bold
            text: InformationModel.hint
        }
    }
}
