pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// What the loudspeaker heard, newest last and in sight.
Rectangle {
    color: Theme.color.surfaceCard
    border.color: Theme.color.lineHair
    radius: DockSizes.radius

    ListView {
        id: list

        anchors.fill: parent
        anchors.margins: DockSizes.gap
        clip: true
        spacing: DockSizes.gap / 2
        boundsBehavior: Flickable.StopAtBounds
        model: DevDock.spoken
        onCountChanged: Qt.callLater(list.positionViewAtEnd)

        delegate: DockText {
            required property string words
            required property bool cut

            width: list.width
            text: cut ? words + " — " + DevDock.word(DevDock.language, "cut") : words
            color: cut ? Theme.color.textSecondary : Theme.color.textPrimary
            wrapMode: Text.Wrap
        }
    }
    DockText {
        anchors.centerIn: parent
        visible: list.count === 0
        text: DevDock.word(DevDock.language, "not_spoken")
        color: Theme.color.textSecondary
    }
}
