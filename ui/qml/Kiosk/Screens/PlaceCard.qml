pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A window where people do the same thing: name, hours, telephone.
Card {
    id: card

    property string placeName: ""
    property string placeDetail: ""
    property string placePhone: ""
    readonly property bool narrow: Theme.elder

    Icon {
        id: sign

        y: Theme.space(2)
        name: "location"
        size: Theme.iconButton
        color: Theme.color.textBrand
    }
    Column {
        id: names

        x: sign.width + Theme.space(5)
        width: parent.width - x - (card.narrow ? 0 : phone.width + Theme.space(4))

        AppText {
            width: parent.width
            role: "bodyLarge"
            font.weight: Font.Bold
            text: card.placeName
        }
        AppText {
            width: parent.width
            role: "caption"
            text: card.placeDetail
            color: Theme.color.textSecondary
        }
        AppText {
            visible: card.narrow
            role: "heading"
            text: card.placePhone
        }
    }
    AppText {
        id: phone

        visible: !card.narrow
        anchors.right: parent.right
        y: (names.height - height) / 2
        role: "bodyLarge"
        font.weight: Font.Bold
        text: card.placePhone
    }
}
