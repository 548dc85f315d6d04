pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What else is worth knowing, and on which law it rests.
Column {
    id: facts

    spacing: Theme.space(4)

    Repeater {
        model: InformationModel.paragraphs

        Column {
            id: paragraph

            required property string title
            required property string text

            width: facts.width

            AppText {
                width: parent.width
                role: "heading"
                text: paragraph.title
            }
            AppText {
                width: parent.width
                role: "body"
                text: paragraph.text
            }
        }
    }
    Row {
        visible: InformationModel.basis !== ""
        width: facts.width
        spacing: Theme.space(4)

        Icon {
            id: stamp

            name: "stamp"
            size: Theme.iconInline
            color: Theme.color.textSecondary
        }
        AppText {
            objectName: "basis"
            width: parent.width - stamp.width - parent.spacing
            role: "caption"
            text: Words.text("notice.basis") + "  " + InformationModel.basis
            color: Theme.color.textSecondary
        }
    }
}
