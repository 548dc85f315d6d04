pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The four ticks side by side: where it has been, on which day. To be read.
Card {
    id: card
    padding: Theme.space(4)
    inOnePiece: true

    Row {
        id: parts

        width: parent.width

        Repeater {
            model: ProgressModel.ticks

            Item {
                id: part

                required property int index
                required property string title
                required property string line
                required property bool isReached

                readonly property int lineCount: 1 // a page ends above all of it

                objectName: "tick-" + (index + 1)
                width: parts.width / 4
                height: words.height
                Accessible.role: Accessible.StaticText
                Accessible.name: title + ", " + line

                Rectangle {
                    visible: part.index > 0
                    width: Theme.hair
                    height: parent.height
                    color: Theme.color.lineHair
                }
                Column {
                    id: words

                    x: Theme.space(2)
                    width: parent.width - 2 * x

                    Icon {
                        anchors.horizontalCenter: parent.horizontalCenter
                        name: part.isReached ? "check-circle" : "clock"
                        color: part.isReached ? Theme.color.statusSuccessText : Theme.color.textSecondary
                    }
                    AppText {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        role: Theme.elder ? "body" : "bodyLarge"
                        font.weight: Font.Bold
                        text: part.title
                        color: part.isReached ? Theme.color.textPrimary : Theme.color.textSecondary
                        Accessible.ignored: true
                    }
                    AppText {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        role: "label"
                        text: part.line
                        color: Theme.color.textSecondary
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
