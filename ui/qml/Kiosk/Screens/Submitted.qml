import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 08, 32, 62: handed in, or on its way this very moment; the title says which.
Item {
    id: page
    objectName: "submitted"

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin
    readonly property real actX: Theme.landscape ? 2 * Theme.margin + half : Theme.margin

    SlipCard {
        id: slip
        x: Theme.margin
        y: Theme.landscape ? 0 : words.y + words.height + Theme.space(5)
        width: page.half
        height: (Theme.landscape ? page.height : foot.y) - y - Theme.space(Theme.landscape ? 5 : 7)
    }

    Column {
        id: words
        x: page.actX
        width: page.half
        spacing: Theme.space(Theme.landscape ? 4 : 5)

        JourneySteps {
            visible: !Theme.elder
            width: parent.width
            current: DoneModel.delivery === "acknowledged" ? 4 : 3
        }
        DoneTitle {
            width: parent.width
        }
        NumberCard {
            width: parent.width
        }
    }

    Grid {
        id: foot

        readonly property bool abreast: Theme.landscape && Theme.highContrast // the larger words above need the room
        readonly property real one: abreast ? (width - columnSpacing) / 2 : width

        columns: abreast ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapBelow
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: page.actX
        width: page.half

        AppButton {
            objectName: "another"
            visible: !Theme.elder
            width: foot.one
            height: foot.abreast ? Theme.targetPrimary : implicitHeight
            icon: "plus"
            label: Words.text("done.another")
            offReason: DoneModel.finishOff !== "" ? Words.text("done.wait_slip") : ""
            onActivated: DoneModel.another()
        }
        Row {
            width: foot.one
            spacing: Theme.gap

            AppButton {
                id: hear
                objectName: "hear-number"
                visible: Theme.elder
                width: visible ? (parent.width - parent.spacing) / 2.35 : 0
                large: true
                icon: "read-aloud"
                label: Words.text("done.hear_number")
                onActivated: DoneModel.readAloud()
            }
            AppButton {
                objectName: "finish"
                width: parent.width - (hear.visible ? hear.width + parent.spacing : 0)
                kind: "primary"
                label: DoneModel.finishText
                trailingIcon: Theme.elder ? "" : "chevron-right"
                busy: DoneModel.finishOff !== ""
                busyLabel: DoneModel.finishOff
                onActivated: DoneModel.finish()
            }
        }
    }
}
