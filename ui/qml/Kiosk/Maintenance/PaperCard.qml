pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// 16: the roll, and for how long it lasts.
Card {
    id: root

    property string title
    property string share
    property string line
    property string end

    padding: Theme.space(5)
    inOnePiece: true

    Column {
        width: parent.width
        spacing: Theme.space(2)

        AppText {
            width: parent.width
            role: "heading"
            text: root.title
        }
        Row {
            width: parent.width
            spacing: Theme.space(5)

            RollMark {
                id: mark
                anchors.verticalCenter: parent.verticalCenter
                visible: root.share !== ""
                width: visible ? Theme.px(120) : 0
            }
            Column {
                width: parent.width - mark.width - parent.spacing

                AppText {
                    visible: text !== ""
                    width: parent.width
                    role: "title"
                    text: root.share
                }
                AppText {
                    width: parent.width
                    text: root.line
                    color: Theme.color.textSecondary
                }
                AppText {
                    visible: text !== ""
                    width: parent.width
                    text: root.end
                    font.weight: Font.Bold
                }
            }
        }
    }
}
