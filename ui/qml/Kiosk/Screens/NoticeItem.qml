pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// One thing to understand: icon, question, answer.
Row {
    id: item

    required property string icon
    required property string label
    required property string text

    spacing: Theme.space(6)

    ArchPlate {
        id: plate

        icon: item.icon
        tone: "care"
        side: Theme.px(80)
    }
    Column {
        width: item.width - plate.width - item.spacing

        AppText {
            width: parent.width
            role: Theme.elder ? "label" : "body"
            text: item.label
            color: Theme.color.textSecondary
        }
        AppText {
            width: parent.width
            role: Theme.elder ? "bodyLarge" : "heading"
            font.weight: Font.Bold
            text: item.text
        }
    }
}
