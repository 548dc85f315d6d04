import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What happens if nobody comes.
Column {
    id: ladder

    spacing: Theme.space(4)

    AppText {
        width: parent.width
        role: "heading"
        text: Words.text("help.ladder.title")
        Accessible.role: Accessible.Heading
    }
    Card {
        width: parent.width
        padding: Theme.space(5)

        Timeline {
            width: parent.width
            model: ladder.visible ? HelpModel.ladder : null
        }
    }
    AppText {
        width: parent.width
        role: "bodyLarge"
        text: Words.text("help.urgent")
        color: Theme.color.statusDangerText
        font.weight: Font.Bold
    }
}
