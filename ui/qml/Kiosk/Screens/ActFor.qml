pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 48: both cards, what one is to the other, and on what; all on one page, or one thing after the other.
Item {
    id: page

    readonly property string step: ActForModel.step
    readonly property bool alone: ActForModel.oneByOne
    readonly property bool beside: Theme.landscape && !alone
    readonly property real half: beside ? (width - 2 * Theme.margin - Theme.space(8)) / 2 : width - 2 * Theme.margin

    objectName: "act-for"

    Column {
        id: head

        x: Theme.margin
        width: page.width - 2 * x

        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            text: Words.text("acting.title")
        }
        AppText {
            visible: page.step === "cards"
            width: parent.width
            role: "bodyLarge"
            color: Theme.color.textSecondary
            text: ActForModel.help
        }
    }
    PagedArea {
        id: first

        x: Theme.margin
        y: head.height + Theme.space(4)
        width: page.step === "cards" ? head.width : page.half
        height: next.y - y - Math.max(Theme.space(4), Theme.gap)
        spacing: Theme.space(5)

        ActForCards {
            visible: page.step === "cards" || !(page.alone || page.beside)
            width: first.width
            small: page.step !== "cards"
        }
        ActForRelations {
            visible: page.step === "relation" || (page.step === "ground" && !page.alone)
            width: first.width
        }
        ActForGrounds {
            visible: page.step === "ground" && !page.beside
            width: first.width
        }
    }
    PagedArea { // lying, beside what was chosen before
        id: second

        visible: page.beside && page.step === "ground"
        x: first.x + page.half + Theme.space(8)
        y: first.y
        width: page.half
        height: first.height

        ActForGrounds {
            width: second.width
        }
    }
    AppButton {
        id: next

        objectName: "next"
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        width: page.half
        kind: "primary"
        label: Words.text("acting.next")
        trailingIcon: "chevron-right"
        offReason: ActForModel.offReason
        onActivated: ActForModel.next()
    }
}
