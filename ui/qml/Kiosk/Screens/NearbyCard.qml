pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// 13, 53: a place to go to now; its way as a sketch, where the site gave one, and always in words.
Card {
    id: card

    property string walk: "" // E200 N150
    property string lead: ""
    property string name: ""
    property string way: ""
    property string note: ""
    readonly property bool sketched: walk !== "" && !Theme.elder && width > Theme.px(800)

    padding: sketched ? Theme.space(3) : Theme.space(5)

    Row {
        width: parent.width
        spacing: Theme.space(6)

        WalkSketch {
            id: sketch

            visible: card.sketched
            walk: card.sketched ? card.walk : ""
            width: Theme.px(376)
            height: Math.max(Theme.px(230), words.height + 2 * Theme.space(2))
        }
        ArchPlate {
            id: sign

            visible: !card.sketched
            anchors.verticalCenter: parent.verticalCenter
            icon: "location"
            side: Theme.px(126)
        }
        Column {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - (card.sketched ? sketch.width + Theme.space(3) : sign.width) - parent.spacing

            AppText {
                visible: card.lead !== ""
                width: parent.width
                text: card.lead
                color: Theme.color.textSecondary
            }
            AppText {
                width: parent.width
                role: "title"
                text: card.name
            }
            AppText {
                visible: card.way !== ""
                width: parent.width
                role: "bodyLarge"
                text: card.way
            }
            AppText {
                visible: card.note !== ""
                width: parent.width
                role: "bodyLarge"
                text: card.note
                color: Theme.color.textSecondary
            }
        }
    }
}
