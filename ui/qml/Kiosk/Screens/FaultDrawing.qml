import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The machine with its slot marked as the part that is in trouble.
Item {
    id: drawing

    readonly property real unit: width / 1000 // the drawing's own pixels: 1000 x 460, from -24, -10

    height: 460 * unit

    Illustration {
        anchors.fill: parent
        name: "device-rest"
    }
    AppText { // beside the sign
        x: slot.x + slot.width - 42 * drawing.unit - width - Theme.space(2)
        y: slot.y - height - Theme.space(2)
        text: Words.text("rail.receipt")
        font.weight: Font.Bold
    }
    Rectangle {
        id: slot

        x: (104 + 24) * drawing.unit
        y: (208 + 10) * drawing.unit
        width: 224 * drawing.unit
        height: 74 * drawing.unit
        radius: 20 * drawing.unit
        color: Theme.color.statusDangerSoft
        border.width: 6 * drawing.unit
        border.color: Theme.color.statusDangerFill

        Rectangle {
            anchors.centerIn: parent
            width: 172 * drawing.unit
            height: 20 * drawing.unit
            radius: height / 2
            color: Theme.color.textPrimary
        }
        Rectangle {
            anchors.horizontalCenter: parent.right
            anchors.verticalCenter: parent.top
            width: 84 * drawing.unit
            height: width
            radius: width / 2
            color: Theme.color.statusDangerFill
            border.width: 7 * drawing.unit
            border.color: Theme.color.surfaceCard

            Icon {
                anchors.centerIn: parent
                name: "warning"
                size: parent.width * 0.6
                color: Theme.color.textOnAction
            }
        }
    }
}
