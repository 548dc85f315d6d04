pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What is being said, shown while it sounds, over the top bar, so that nothing moves. Some elder screens carry the line
// themselves, in a place kept for it; this is for all the others.
Item {
    id: line

    readonly property bool carried: Theme.elder
        && (["Home", "Identify"].includes(Shell.screen) || !Theme.landscape && (Shell.screen === "Form" || onItsWay))
    readonly property bool onItsWay: Shell.screen === "CaseDetail" && ProgressModel.layout === "progress"

    objectName: "spoken-line"
    visible: Shell.captionText !== "" && !carried

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: -line.y // over all of the bar: no line below is shown in half
        anchors.bottomMargin: -line.y
        color: Theme.color.surfacePage
    }
    VoiceCaption {
        anchors.fill: parent
        steady: true
        speaking: line.visible
        text: Shell.captionText
        litStart: Shell.captionLitStart
        litLength: Shell.captionLitLength
    }
}
