pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// This person cannot have this item now: what is safe, why, what else, whom to ask.
Item {
    id: page

    readonly property real half: (width - 2 * Theme.margin - Theme.space(8)) / 2

    objectName: "not-eligible"

    Column {
        id: why

        x: Theme.margin
        width: Theme.landscape ? page.half : page.width - 2 * Theme.margin
        spacing: Theme.space(5)

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
    }
    Column {
        x: Theme.landscape ? why.x + why.width + Theme.space(8) : Theme.margin
        y: Theme.landscape ? 0 : why.height + Theme.space(7)
        width: why.width
        spacing: Theme.space(4)

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
        width: why.width
        kind: "primary"
        label: Words.text("not_eligible.finish")
        onActivated: NotEligibleModel.finish()
    }
}
