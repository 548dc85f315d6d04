pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Which data, who sees them, how long: understood before the card was read, repeated here to be looked up.
Card {
    id: card
    padding: Theme.space(Theme.landscape ? 2 : 3)

    Column {
        width: parent.width
        spacing: Theme.space(Theme.landscape ? 1 : 2)

        Item {
            width: parent.width
            height: heading.height
            AppText {
                id: heading
                role: "bodyLarge"
                font.weight: Font.Bold
                text: Words.text("notice.title")
            }
            StatusPill {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                kind: "ok"
                text: Words.text("review.understood_short")
            }
        }
        Row {
            id: uses
            width: parent.width
            spacing: Theme.space(4)

            Repeater {
                model: ReviewModel.uses

                Row {
                    id: use
                    required property string icon
                    required property string title
                    required property string text
                    width: (uses.width - 2 * uses.spacing) / 3
                    spacing: Theme.space(3)

                    Icon {
                        id: icon
                        name: use.icon
                        size: Theme.iconInline
                    }
                    Column {
                        width: use.width - icon.width - use.spacing
                        AppText {
                            font.weight: Font.Bold
                            text: use.title
                        }
                        AppText {
                            width: parent.width
                            role: "caption"
                            color: Theme.color.textSecondary
                            wrapMode: Text.Wrap
                            text: use.text
                        }
                    }
                }
            }
        }
    }
}
