import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The machine with the part marked that is in trouble: its slot, or its card reader.
Item {
    id: drawing

    property bool reader: false
    readonly property rect part: reader ? Qt.rect(606, 158, 274, 172) : Qt.rect(104, 208, 224, 74) // of the drawing's view box
    readonly property real unit: width / 1000 // the drawing's own pixels: 1000 x 460, from -24, -10

    height: 460 * unit

    Illustration {
        anchors.fill: parent
        name: "device-rest"
    }
    AppText { // beside the sign
        x: slot.x + slot.width - 42 * drawing.unit - width - Theme.space(2)
        y: slot.y - height - Theme.space(2)
        text: Words.text(drawing.reader ? "rail.reader" : "rail.receipt")
        font.weight: Font.Bold
    }
    Rectangle {
        id: slot

        x: (drawing.part.x + 24) * drawing.unit
        y: (drawing.part.y + 10) * drawing.unit
        width: drawing.part.width * drawing.unit
        height: drawing.part.height * drawing.unit
        radius: (drawing.reader ? 28 : 20) * drawing.unit
        color: Theme.color.statusDangerSoft
        border.width: 6 * drawing.unit
        border.color: Theme.color.statusDangerFill

        Icon {
            visible: drawing.reader
            anchors.centerIn: parent
            name: "id-card"
            size: parent.height * 0.6
        }
        Rectangle {
            visible: !drawing.reader
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
