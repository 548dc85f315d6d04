pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// One cell of the guide's grid: icon, what is asked, the answer, perhaps a remark.
Row {
    id: fact

    required property string icon
    required property string label
    required property string value
    required property string note

    spacing: Theme.space(5)

    Icon {
        id: sign

        name: fact.icon
        size: Theme.iconButton
        color: Theme.color.textBrand
    }
    Column {
        width: fact.width - sign.width - fact.spacing

        AppText {
            width: parent.width
            role: "body"
            text: fact.label
            color: Theme.color.textSecondary
        }
        AppText {
            width: parent.width
            role: "heading"
            text: fact.value
        }
        AppText {
            visible: text !== ""
            width: parent.width
            role: "body"
            text: fact.note
            color: Theme.color.textSecondary
        }
    }
}
