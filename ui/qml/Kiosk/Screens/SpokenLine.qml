pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What is being said, shown while it sounds. Elder screens carry the line themselves; this is for all the others.
Item {
    id: line

    objectName: "spoken-line"
    visible: Shell.captionText !== "" && !Theme.elder

    Rectangle {
        anchors.fill: parent
        color: Theme.color.surfacePage
    }
    VoiceCaption {
        anchors.fill: parent
        speaking: line.visible
        text: Shell.captionText
        litStart: Shell.captionLitStart
        litLength: Shell.captionLitLength
    }
}
