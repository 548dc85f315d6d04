import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 09, 33: saved on this machine; what happens next by itself, and the number that stays.
Item {
    id: page
    objectName: "saved-offline"

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin
    readonly property real actX: Theme.landscape ? 2 * Theme.margin + half : Theme.margin

    PagedArea {
        id: left
        x: Theme.margin
        width: page.half
        height: (Theme.landscape ? page.height : foot.y) - Theme.space(5)

        DoneTitle {
            visible: Theme.elder
            width: parent.width
        }
        RoadScene {
            width: parent.width
            height: Theme.px(Theme.landscape ? (Theme.elder ? 300 : 280) : Theme.elder ? 380 : 356)
        }
        Column {
            visible: !Theme.elder
            width: parent.width
            AppText {
                objectName: "title"
                width: parent.width
                role: "display"
                maximumLineCount: 1
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.textPx(44)
                text: DoneModel.title
            }
            AppText {
                width: parent.width
                role: "bodyLarge"
                color: Theme.color.textSecondary
                text: DoneModel.help
            }
        }
        Card {
            visible: !Theme.elder && !Theme.landscape
            width: parent.width
            padding: Theme.space(5)
            Timeline {
                width: parent.width
                model: DoneModel.stages
            }
        }
        NumberCard {
            visible: !Theme.elder || !Theme.landscape
            width: parent.width
        }
    }

    PagedArea {
        visible: Theme.landscape
        x: page.actX
        width: page.half
        height: foot.y - Theme.space(5)

        Card {
            visible: !Theme.elder
            width: parent.width
            padding: Theme.space(5)
            Timeline {
                width: parent.width
                model: Theme.landscape ? DoneModel.stages : null
            }
        }
        NumberCard {
            visible: Theme.elder
            width: parent.width
        }
    }

    Column {
        id: foot

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: page.actX
        width: page.half
        spacing: Theme.gapBelow

        AppButton {
            objectName: "print"
            width: parent.width
            kind: Theme.elder ? "secondary" : "plain"
            large: Theme.elder
            icon: "receipt"
            label: Words.text("done.again")
            offReason: DoneModel.finishOff !== "" ? Words.text("done.wait_slip") : DoneModel.againOff
            onActivated: DoneModel.printAgain()
        }
        AppButton {
            objectName: "finish"
            width: parent.width
            kind: "primary"
            label: DoneModel.finishText
            busy: DoneModel.finishOff !== ""
            busyLabel: DoneModel.finishOff
            onActivated: DoneModel.finish()
        }
    }
}
