pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The code to pay by: the telephone in the hand, how long it holds, with what it can be paid.
Column {
    id: root

    property string code: ""
    property string title: ""
    property string text: ""
    property string ways: ""
    property real fraction: 1

    spacing: Theme.space(4)

    Card {
        width: root.width
        height: frame.height + validity.height + Theme.space(5) + 2 * padding

        Rectangle {
            id: frame

            width: Theme.px(604)
            height: width
            radius: Theme.radiusCard
            color: Theme.color.surfaceCard
            border.width: Theme.px(8)
            border.color: Theme.color.handFill

            QrCode {
                anchors.centerIn: parent
                side: Theme.px(548)
                text: root.code
            }
        }
        Illustration {
            anchors.right: parent.right
            anchors.bottom: frame.bottom
            width: Math.min(Theme.px(270), parent.width - frame.width - Theme.space(3))
            aspect: 300 / 500
            height: width / aspect
            name: "hand-phone"
        }
        Row {
            id: validity

            y: frame.height + Theme.space(5)
            width: parent.width
            spacing: Theme.space(5)

            Countdown {
                id: ring

                anchors.verticalCenter: parent.verticalCenter
                diameter: Theme.px(84)
                fraction: root.fraction
            }
            Column {
                width: parent.width - ring.width - parent.spacing

                AppText {
                    width: parent.width
                    role: "heading"
                    text: root.title
                }
                AppText {
                    width: parent.width
                    text: root.text
                    color: Theme.color.textSecondary
                }
            }
        }
    }
    AppText {
        width: root.width
        role: "bodyLarge"
        horizontalAlignment: Text.AlignHCenter
        text: root.ways
    }
}
