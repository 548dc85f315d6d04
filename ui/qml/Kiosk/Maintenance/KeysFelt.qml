pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The keypad's keys by their names: those that were felt have a tick.
Grid {
    id: root

    columns: 2
    spacing: Theme.gutter

    Repeater {
        model: TrialModel.wanted

        Card {
            id: key

            required property string name
            required property bool felt

            width: (root.width - root.spacing) / 2
            padding: Theme.space(4)
            inOnePiece: true
            color: felt ? Theme.color.actionPrimarySoft : Theme.color.surfaceCard
            Accessible.role: Accessible.StaticText
            Accessible.name: name + ", " + Words.text(felt ? "trial.key.felt" : "trial.key.unfelt")

            Row {
                width: parent.width
                spacing: Theme.space(3)

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: key.felt ? "check" : "more"
                    size: Theme.iconInline
                }
                AppText {
                    width: parent.width - Theme.iconInline - parent.spacing
                    role: "label"
                    text: key.name
                    Accessible.ignored: true
                }
            }
        }
    }
}
