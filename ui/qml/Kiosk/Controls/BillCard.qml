pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// What is paid for, and how much: the amount as it is on the bill, never rounded.
Card {
    id: root

    property string icon: ""
    property string title: ""
    property string line: ""
    property string amount: ""
    property string unit: ""

    Accessible.role: Accessible.StaticText
    Accessible.name: [title, line, amount + unit].join(", ")

    Item {
        width: parent.width
        height: Math.max(words.height, plate.height)

        ArchPlate {
            id: plate

            anchors.verticalCenter: parent.verticalCenter
            side: Theme.px(Theme.elder ? 126 : 96)
            icon: root.icon
            tone: "work"
        }
        Column {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            x: plate.width + Theme.space(6)
            width: sum.x - x - Theme.space(4)

            AppText {
                width: parent.width
                role: "heading"
                text: root.title
                Accessible.ignored: true
            }
            AppText {
                width: parent.width
                text: root.line
                color: Theme.color.textSecondary
                Accessible.ignored: true
            }
        }
        Row {
            id: sum

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space(2)

            AppText {
                id: amount

                role: "display"
                font.family: Theme.textFamily
                text: root.amount
                Accessible.ignored: true
            }
            AppText {
                anchors.baseline: amount.baseline
                role: "bodyLarge"
                text: root.unit
                Accessible.ignored: true
            }
        }
    }
}
