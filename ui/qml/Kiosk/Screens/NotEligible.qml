pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// This person cannot have this item now: what is safe, why, what else, whom to ask.
Item {
    id: page

    objectName: "not-eligible"

    Column {
        x: Theme.margin
        y: Theme.space(5)
        width: (Theme.landscape ? Theme.px(1200) : page.width) - 2 * Theme.margin
        spacing: Theme.space(6)

        SafeLine {
            width: parent.width
            title: Words.text("not_eligible.safe")
        }
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            text: NotEligibleModel.title
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            text: NotEligibleModel.subject + "  " + NotEligibleModel.what
            color: Theme.color.textSecondary
        }
        Card {
            width: parent.width

            AppText {
                width: parent.width
                role: "heading"
                text: NotEligibleModel.otherwise
            }
        }
        AppText {
            width: parent.width
            role: "heading"
            text: Words.text("not_eligible.where")
        }
        PlaceCard {
            width: parent.width
            placeName: NotEligibleModel.place
            placeDetail: NotEligibleModel.hours
            placePhone: NotEligibleModel.phone
        }
    }
    AppButton {
        objectName: "finish"
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        width: Theme.landscape ? Theme.px(600) : page.width - 2 * Theme.margin
        kind: "primary"
        label: Words.text("not_eligible.finish")
        onActivated: NotEligibleModel.finish()
    }
}
