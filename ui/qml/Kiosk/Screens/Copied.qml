import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The slip of a case filed before, printed once more: the same number, marked as a copy.
Item {
    id: page
    objectName: "copied"

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin
    readonly property real actX: Theme.landscape ? 2 * Theme.margin + half : Theme.margin

    SlipCard {
        x: Theme.margin
        y: Theme.landscape ? 0 : words.y + words.height + Theme.space(5)
        width: page.half
        height: Math.min((Theme.landscape ? page.height : foot.y) - y - Theme.space(Theme.landscape ? 5 : 7), Theme.px(690))
    }

    Column {
        id: words
        x: page.actX
        width: page.half
        spacing: Theme.space(Theme.landscape ? 4 : 5)

        DoneTitle {
            width: parent.width
        }
        NumberCard {
            width: parent.width
            showsState: false
        }
    }

    Row {
        id: foot
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: page.actX
        width: page.half
        spacing: Theme.gap

        AppButton {
            id: again
            objectName: "print"
            width: (foot.width - foot.spacing) / 2.25
            height: Theme.targetPrimary
            kind: "secondary"
            icon: "receipt"
            label: Words.text("done.choice.reprint.title")
            offReason: DoneModel.finishOff !== "" ? Words.text("done.wait_slip") : DoneModel.againOff
            onActivated: DoneModel.printAgain()
        }
        AppButton {
            objectName: "finish"
            width: foot.width - again.width - foot.spacing
            kind: "primary"
            label: DoneModel.finishText
            busy: DoneModel.finishOff !== ""
            busyLabel: DoneModel.finishOff
            onActivated: DoneModel.finish()
        }
    }
}
