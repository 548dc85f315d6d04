pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Upright everything stands in one column; lying, facts to read left, extras and signature to act right.
Item {
    id: page

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin
    readonly property real room: submit.y - acts.anchors.bottomMargin - use.height - extras.height - signature.height - 2 * acts.spacing
    readonly property bool crowded: Theme.landscape ? room < 0 // what is only to be read then goes to the facts
        : room - 2 * Theme.space(3) - facts.height < card.implicitHeight + Theme.edge

    Column {
        id: facts
        x: Theme.margin
        width: page.half
        spacing: Theme.space(3)

        JourneySteps {
            width: parent.width
            current: 2
        }
        AppText {
            objectName: "title"
            role: "display"
            size: 58
            text: ReviewModel.title
        }
    }
    PagedArea {
        id: rows
        anchors.top: facts.bottom
        anchors.topMargin: Theme.space(3)
        anchors.bottom: Theme.landscape ? parent.bottom : acts.top
        anchors.bottomMargin: Theme.space(3)
        x: Theme.margin
        width: page.half

        FactCard {
            id: card
            objectName: "facts"
            width: parent.width
            height: page.crowded ? implicitHeight : Math.max(implicitHeight, rows.height - Theme.edge)
            holdText: Words.text("form.hold")
        }
        UseCard {
            visible: page.crowded
            width: parent.width
        }
    }

    Column {
        id: acts
        anchors.bottom: submit.top
        anchors.bottomMargin: Theme.space(4) + Theme.edge
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        width: page.half
        spacing: Theme.space(3)

        UseCard {
            id: use
            visible: !page.crowded
            width: parent.width
        }
        Column {
            id: extras
            width: parent.width
            spacing: acts.spacing

            Repeater {
                model: ReviewModel.consents

                ConsentChoice {
                    width: acts.width
                }
            }
        }
        SignatureRow {
            id: signature
            width: parent.width
            height: Math.max(Theme.px(Theme.landscape ? 244 : 296), leastHeight)
        }
    }

    AppButton {
        id: submit
        objectName: "submit"
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(4) + Theme.edge
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        width: page.half
        kind: "primary"
        label: Words.text("review.submit")
        trailingIcon: "chevron-right"
        offReason: ReviewModel.submitOff
        onActivated: ReviewModel.submit()
    }
}
