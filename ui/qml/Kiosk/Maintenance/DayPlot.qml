pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// A day in quarters of an hour: how slow the platform answered, and where nobody did. To the ear it is for how long.
Card {
    id: root

    padding: Theme.space(5)
    inOnePiece: true
    Accessible.role: Accessible.StaticText
    Accessible.name: [Words.text("menu.network.plot"), MenuNetworkModel.begins, Words.text("menu.network.now"),
        MenuNetworkModel.summary].join(", ")

    Column {
        width: parent.width
        spacing: Theme.space(3)

        AppText {
            width: parent.width
            role: "heading"
            text: Words.text("menu.network.plot")
        }
        AppText {
            width: parent.width
            text: MenuNetworkModel.summary
            color: Theme.color.textSecondary
        }
        Row {
            id: columns

            readonly property real cell: (root.width - 2 * root.padding) / 96

            Repeater {
                model: MenuNetworkModel.quarters

                Item {
                    id: quarter

                    required property real share
                    required property real downShare

                    width: columns.cell
                    height: Theme.px(220)

                    Rectangle {
                        anchors.fill: parent
                        visible: quarter.downShare > 0
                        color: Theme.color.statusWaitingFill
                    }
                    Rectangle {
                        anchors.bottom: parent.bottom
                        width: parent.width
                        height: Math.max(quarter.share > 0 ? Theme.hair : 0, parent.height * quarter.share)
                        color: Theme.color.actionPrimary
                        visible: quarter.downShare < 1
                    }
                }
            }
        }
        Rectangle {
            width: parent.width
            height: Theme.hair
            color: Theme.color.lineControl
        }
        Item {
            width: parent.width
            height: first.height

            AppText {
                id: first
                role: "caption"
                text: MenuNetworkModel.begins
                color: Theme.color.textSecondary
                Accessible.ignored: true
            }
            AppText {
                anchors.right: parent.right
                role: "caption"
                text: Words.text("menu.network.now")
                color: Theme.color.textSecondary
                Accessible.ignored: true
            }
        }
    }
}
