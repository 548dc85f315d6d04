pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The two cards beside each other, and why the last one was not taken.
Column {
    id: both

    property bool small: false // the rest of the page has the room

    spacing: Theme.gapBelow

    Row {
        id: pair

        readonly property real tall: Math.max(...children.map(child => (child as Card)?.contentHeight ?? 0)) + 2 * Theme.space(4)

        width: parent.width
        spacing: Theme.gutter

        Repeater {
            model: ActForModel.cards

            ActForCard {
                width: (pair.width - pair.spacing) / 2
                height: pair.tall
                drawn: both.small ? 0 : Theme.px(150)
            }
        }
    }
    AppText {
        objectName: "trouble"
        visible: text !== ""
        width: parent.width
        role: "bodyLarge"
        color: Theme.color.statusDangerText
        text: ActForModel.trouble
    }
    AppButton {
        objectName: "retry"
        visible: ActForModel.canRetry
        width: parent.width
        kind: "secondary"
        label: Words.text("acting.again")
        onActivated: ActForModel.retry()
    }
}
