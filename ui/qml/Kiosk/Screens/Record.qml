pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 47: one thing said, at most a minute. What is recorded is heard by whoever handles the case, and by nobody here.
Item {
    id: page

    readonly property bool running: RecordModel.state === "recording"
    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin

    objectName: "record"

    PagedArea {
        x: Theme.margin
        width: page.width - 2 * x
        height: foot.y - Math.max(Theme.space(4), Theme.gap)

        Column {
            width: parent.width
            spacing: Theme.space(3)

            AppText {
                objectName: "title"
                width: parent.width
                role: "display"
                text: RecordModel.title
            }
            AppText {
                width: parent.width
                role: "bodyLarge"
                color: Theme.color.textSecondary
                text: RecordModel.help
            }
        }
        Grid {
            columns: Theme.landscape ? 2 : 1
            columnSpacing: Theme.margin
            rowSpacing: Theme.space(5)

            Card {
                width: page.half
                inOnePiece: true

                Column {
                    width: parent.width
                    spacing: Theme.space(5)

                    Item {
                        width: parent.width
                        height: time.height

                        Row {
                            visible: page.running
                            anchors.verticalCenter: parent.verticalCenter
                            spacing: Theme.space(4)

                            Rectangle {
                                anchors.verticalCenter: parent.verticalCenter
                                width: Theme.px(30)
                                height: width
                                radius: width / 2
                                color: Theme.color.statusDangerFill
                                border.width: Theme.highContrast ? Theme.outline : 0
                                border.color: Theme.color.textPrimary
                            }
                            AppText {
                                role: "heading"
                                text: Words.text("record.running")
                            }
                        }
                        AppText {
                            id: time

                            objectName: "time"
                            anchors.right: parent.right
                            role: "display"
                            text: RecordModel.timeText
                        }
                    }
                    Waveform {
                        width: parent.width
                        barHeight: Theme.px(Theme.landscape ? 120 : 170)
                        levels: RecordModel.levels
                    }
                    Rectangle {
                        width: parent.width
                        height: Theme.px(18)
                        radius: height / 2
                        color: Theme.color.surfaceSunk
                        border.width: Theme.highContrast ? Theme.hair : 0
                        border.color: Theme.color.lineControl

                        Rectangle {
                            width: parent.width * RecordModel.fraction
                            height: parent.height
                            radius: parent.radius
                            color: Theme.color.actionPrimary
                        }
                    }
                    AppText {
                        width: parent.width
                        horizontalAlignment: Text.AlignRight
                        text: Words.text("record.most")
                    }
                }
            }
            Card {
                width: page.half
                inOnePiece: true

                Column {
                    width: parent.width
                    spacing: Theme.space(4)

                    Repeater {
                        model: [["lock", "record.private"], ["network-off", "record.offline"]]

                        Row {
                            id: line

                            required property var modelData

                            width: parent.width
                            spacing: Theme.space(4)

                            Icon {
                                id: sign
                                name: line.modelData[0]
                                size: Theme.iconInline
                            }
                            AppText {
                                width: line.width - sign.width - line.spacing
                                role: "bodyLarge"
                                text: Words.text(line.modelData[1])
                            }
                        }
                    }
                }
            }
        }
    }
    Row {
        id: foot

        readonly property real share: (width - (again.visible ? 2 : 1) * spacing) / (again.visible ? 10 : 7)

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.margin
        width: page.width - 2 * x
        spacing: Theme.gap

        AppButton {
            objectName: "leave"
            width: foot.share * 3 - (again.visible ? foot.share * 0.3 : 0)
            kind: "secondary"
            large: true
            label: Words.text("record.leave")
            onActivated: RecordModel.back()
        }
        AppButton {
            id: again

            objectName: "second"
            visible: RecordModel.secondText !== ""
            width: foot.share * 3
            kind: "secondary"
            large: true
            label: RecordModel.secondText
            onActivated: RecordModel.second()
        }
        AppButton {
            objectName: "first"
            width: foot.share * 4 + (again.visible ? foot.share * 0.3 : 0)
            kind: "primary"
            icon: page.running ? "check" : RecordModel.state === "heard" ? "check" : "microphone"
            label: RecordModel.firstText
            onActivated: RecordModel.first()
        }
    }
}
