pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// This person cannot have this item now: what is safe, why, what else, whom to ask.
Item {
    id: page

    readonly property real half: Theme.landscape ? (width - 2 * Theme.margin - Theme.space(8)) / 2 : width - 2 * Theme.margin

    objectName: "not-eligible"

    PagedArea {
        x: Theme.margin
        width: page.width - 2 * x
        height: finish.y - Math.max(Theme.space(5), Theme.gap)

        Grid {
            columns: Theme.landscape ? 2 : 1
            columnSpacing: Theme.space(8)
            rowSpacing: Theme.space(7)

            Column {
                width: page.half
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
                width: page.half
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
        }
    }
    AppButton {
        id: finish

        objectName: "finish"
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        width: page.half
        kind: "primary"
        label: Words.text("not_eligible.finish")
        onActivated: NotEligibleModel.finish()
    }
}
