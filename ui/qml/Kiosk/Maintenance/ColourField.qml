pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// One colour over the whole place; a touch shows the next.
Pressable {
    id: root

    objectName: "colour"
    accessibleName: Words.text("trial.colour." + (TrialModel.colour || "over"))
    onActivated: TrialModel.feel(TrialModel.colour, 0, 0)

    Rectangle {
        anchors.fill: parent
        color: Theme.color.surfacePage
        border.width: root.ringed ? Theme.px(8) : Theme.outline
        border.color: root.ringed ? Theme.color.textPrimary : Theme.color.lineControl
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.px(16)
        color: TrialColors.named[TrialModel.colour] ?? Theme.color.surfaceCard
    }
}
