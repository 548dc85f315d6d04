import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// What went wrong and what to do about it, in the colour of faults.
Rectangle {
    id: trouble

    property string title
    property string line

    implicitHeight: lines.height + 2 * Theme.space(5)
    color: Theme.color.statusDangerSoft
    radius: Theme.radiusCard
    border.width: Theme.px(4)
    border.color: Theme.color.statusDangerFill

    Column {
        id: lines
        x: Theme.space(6)
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - 2 * x
        AppText {
            width: parent.width
            role: "heading"
            text: trouble.title
        }
        AppText {
            width: parent.width
            color: Theme.color.textSecondary
            text: trouble.line
        }
    }
}
