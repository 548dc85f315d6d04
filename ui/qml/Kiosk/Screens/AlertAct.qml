pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// One thing to do: picture, what, how. To be read, so it is flat.
Card {
    id: card

    required property string icon
    required property string title
    required property string text
    required property string drawing
    readonly property bool beside: Theme.elder || Theme.landscape // the picture beside the words

    padding: Theme.space(4)

    Grid {
        id: inside

        width: parent.width
        columns: card.beside ? 2 : 1
        spacing: Theme.space(4)
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        ArchPlate {
            id: plate

            visible: card.drawing === ""
            side: Theme.px(card.beside ? 104 : 150)
            icon: card.icon
            tone: "place"
        }
        Illustration {
            id: drawn

            visible: card.drawing !== ""
            width: Theme.px(card.beside ? 150 : Theme.highContrast ? 206 : 250)
            aspect: 320 / 224
            height: width / aspect
            name: card.drawing
        }
        Column {
            width: inside.width - (card.beside ? (drawn.visible ? drawn : plate).width + inside.spacing : 0)

            AppText {
                width: parent.width
                role: "heading"
                horizontalAlignment: card.beside ? Text.AlignLeft : Text.AlignHCenter
                text: card.title
            }
            AppText {
                width: parent.width
                role: card.beside ? "body" : "caption"
                horizontalAlignment: card.beside ? Text.AlignLeft : Text.AlignHCenter
                text: card.text
                color: Theme.color.textSecondary
            }
        }
    }
}
