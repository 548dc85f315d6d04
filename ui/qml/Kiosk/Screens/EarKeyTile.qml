import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// One key of the keypad beside the screen, and what it does for who works by ear; empty where the pad has none.
Rectangle {
    id: tile

    property string name: ""
    readonly property bool central: name === "select"

    objectName: "ear-key-" + name
    opacity: name === "" ? 0 : 1
    implicitHeight: Math.max(Theme.px(Theme.landscape ? 104 : 132), words.height + 2 * Theme.space(2))
    radius: Theme.radiusCard
    color: central ? Theme.color.handFill : Theme.color.surfaceCard
    border.width: Theme.hair
    border.color: Theme.color.lineControl

    Column {
        id: words

        anchors.centerIn: parent
        width: parent.width - 2 * Theme.space(3)

        AppText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            role: "heading"
            color: tile.central ? Theme.color.textOnHand : Theme.color.textPrimary
            text: tile.name === "" ? "" : Words.text("ear.key." + tile.name)
        }
        AppText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            role: "caption"
            color: tile.central ? Theme.color.textOnHand : Theme.color.textSecondary
            text: tile.name === "" ? "" : Words.text("ear.does." + tile.name)
        }
    }
}
