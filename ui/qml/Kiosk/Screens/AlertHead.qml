pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Who warns of what, since when, how bad: the colour is said in words.
Rectangle {
    id: head

    readonly property color ink: Theme.color.textOnAction

    implicitHeight: words.height + 2 * Theme.px(Theme.elder ? 32 : 40)
    color: Theme.color.statusDangerFill

    Column {
        id: words

        x: Theme.px(56)
        y: Theme.landscape ? (parent.height - height) / 2 : Theme.px(Theme.elder ? 32 : 40)
        width: parent.width - 2 * x
        spacing: Theme.space(4)

        AppText {
            width: parent.width
            role: "heading"
            text: Shell.placeName + " · " + Shell.clockText
            color: head.ink
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            text: AlertModel.issued
            color: head.ink
        }
        AppText {
            objectName: "alert-title"
            width: parent.width
            role: "display"
            size: Theme.landscape ? 110 : 150
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.textPx(Theme.type.display.size)
            maximumLineCount: 2
            lineHeight: 1.15 / Theme.naturalLine
            text: AlertModel.title
            color: head.ink
            Accessible.role: Accessible.Heading
        }
        AppText {
            width: parent.width
            role: "title"
            size: Theme.type.title.size - 6
            text: AlertModel.text
            color: head.ink
        }
        Flow {
            width: parent.width
            spacing: Theme.space(6)

            Rectangle {
                width: level.width + 2 * Theme.px(28)
                height: level.height + 2 * Theme.px(16)
                radius: Theme.radiusButton
                color: Theme.color.surfaceCard

                Row {
                    id: level

                    anchors.centerIn: parent
                    spacing: Theme.space(4)

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        name: AlertModel.icon
                        color: Theme.color.statusDangerText
                    }
                    AppText {
                        role: "heading"
                        text: AlertModel.level
                        color: Theme.color.statusDangerText
                    }
                }
            }
            Row {
                visible: Shell.speaking
                height: level.height + 2 * Theme.px(16)
                spacing: Theme.space(4)

                Wave {
                    anchors.verticalCenter: parent.verticalCenter
                    running: Shell.speaking
                    color: head.ink
                }
                AppText {
                    anchors.verticalCenter: parent.verticalCenter
                    role: "heading"
                    size: Theme.type.bodyLarge.size
                    text: Words.text("alert.broadcasting")
                    color: head.ink
                }
            }
        }
    }
}
