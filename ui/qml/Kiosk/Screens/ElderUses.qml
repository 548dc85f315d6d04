pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 30b: which data, who sees them, how long, in large type.
Card {
    id: card
    padding: Theme.space(6)

    Column {
        id: list
        width: parent.width
        spacing: Theme.space(6)

        Repeater {
            model: ReviewModel.uses

            Row {
                id: use
                required property string icon
                required property string title
                required property string text
                spacing: Theme.space(5)

                ArchPlate {
                    id: plate
                    side: Theme.px(124)
                    icon: use.icon
                }
                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    width: list.width - plate.width - use.spacing
                    AppText {
                        color: Theme.color.textSecondary
                        text: use.title
                    }
                    AppText {
                        width: parent.width
                        size: 48
                        font.weight: Font.Bold
                        wrapMode: Text.Wrap
                        text: use.text
                    }
                }
            }
        }
    }
}
