pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// What the loudspeaker heard, newest last and in sight.
Rectangle {
    color: Theme.color.surfaceCard
    border.color: Theme.color.lineHair
    radius: DockSizes.radius

    Flickable {
        anchors.fill: parent
        anchors.margins: DockSizes.gap
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        contentHeight: lines.height
        contentY: Math.max(0, contentHeight - height)

        Column {
            id: lines

            width: parent.width
            spacing: DockSizes.gap / 2

            Repeater {
                id: phrases

                model: DevDock.spoken

                DockText {
                    required property string words
                    required property bool cut

                    width: lines.width
                    text: cut ? words + " — " + DevDock.word(DevDock.language, "cut") : words
                    color: cut ? Theme.color.textSecondary : Theme.color.textPrimary
                    wrapMode: Text.Wrap
                }
            }
        }
    }
    DockText {
        anchors.centerIn: parent
        visible: phrases.count === 0
        text: DevDock.word(DevDock.language, "not_spoken")
        color: Theme.color.textSecondary
    }
}
