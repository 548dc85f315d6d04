import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// One number to dial: flat, since this machine has no telephone.
Card {
    id: call

    required property string number
    required property string danger
    required property string sends
    required property string accessibleName

    color: Theme.color.statusDangerFill
    outlined: false
    inOnePiece: true
    padding: Theme.space(!Theme.landscape ? 6 : Theme.elder ? 2 : 5) // lying, all three stand on one page
    Accessible.role: Accessible.StaticText
    Accessible.name: accessibleName

    TextMetrics {
        id: widest
        font: digits.font
        text: "000"
    }
    Row {
        width: parent.width
        spacing: Theme.space(7)

        AppText {
            id: digits
            objectName: "call-" + call.number
            width: Math.max(implicitWidth, widest.advanceWidth) // the words of all three stand in one column
            anchors.verticalCenter: parent.verticalCenter
            role: "display"
            size: Theme.landscape ? 84 : 116
            color: Theme.color.textOnAction
            text: call.number
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - digits.width - parent.spacing

            AppText {
                width: parent.width
                role: "heading"
                color: Theme.color.textOnAction
                text: call.danger
            }
            AppText {
                width: parent.width
                role: "bodyLarge"
                color: Theme.color.textOnAction
                text: call.sends
            }
        }
    }
}
