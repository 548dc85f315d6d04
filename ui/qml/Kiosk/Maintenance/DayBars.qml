pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Fourteen columns: how much was printed on each day. To the ear it is the sum.
Card {
    id: root

    readonly property real cell: (width - 2 * padding) / 14

    padding: Theme.space(5)
    inOnePiece: true
    Accessible.role: Accessible.StaticText
    Accessible.name: MenuPaperModel.plotTold

    Column {
        width: parent.width
        spacing: Theme.space(3)

        AppText {
            width: parent.width
            role: "heading"
            text: Words.text("menu.paper.plot")
        }
        AppText {
            width: parent.width
            text: MenuPaperModel.total
            color: Theme.color.textSecondary
        }
        Row {
            Repeater {
                model: MenuPaperModel.days

                Column {
                    id: day

                    required property int index
                    required property string label
                    required property real share

                    width: root.cell

                    Item {
                        width: parent.width
                        height: Theme.px(240)

                        Rectangle {
                            anchors.bottom: parent.bottom
                            anchors.horizontalCenter: parent.horizontalCenter
                            width: root.cell * 0.62
                            height: Math.max(Theme.hair, parent.height * day.share)
                            radius: Math.min(width, height) / 4
                            color: day.share === 1 ? Theme.color.statusWaitingFill : Theme.color.actionPrimary
                        }
                    }
                    AppText {
                        anchors.horizontalCenter: parent.horizontalCenter
                        visible: day.index % 4 === 1
                        height: visible ? implicitHeight : 0
                        role: "caption"
                        text: day.label
                        color: Theme.color.textSecondary
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
