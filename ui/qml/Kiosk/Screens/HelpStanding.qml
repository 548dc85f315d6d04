import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// How the call stands: for how long one waits, in digits and as a ring, and who comes.
Card {
    id: card

    readonly property bool ringed: HelpModel.waited !== ""

    padding: Theme.space(Theme.landscape ? 5 : 6)

    Row {
        width: parent.width
        spacing: Theme.space(6)

        Countdown {
            id: ring

            visible: card.ringed
            diameter: Theme.px(Theme.landscape ? 230 : Theme.elder ? 280 : 310)
            text: HelpModel.waited
            textSize: 84
            subText: Words.text("help.waited")
            subFirst: true
            fraction: HelpModel.waitedFraction
        }
        ArchPlate {
            id: sign

            visible: !card.ringed
            anchors.verticalCenter: parent.verticalCenter
            icon: "phone-call"
            side: Theme.px(150)
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - (card.ringed ? ring.width : sign.width) - parent.spacing
            spacing: Theme.space(3)

            AppText {
                objectName: "help-title"
                width: parent.width
                role: "display"
                text: HelpModel.title
                Accessible.role: Accessible.Heading
            }
            AppText {
                objectName: "help-text"
                width: parent.width
                role: "bodyLarge"
                text: HelpModel.text
            }
            StatusPill {
                kind: "ok"
                text: HelpModel.pill
            }
        }
    }
}
