pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The ways into the catalogue and to one's cases, side by side.
Row {
    id: actions

    property bool brief: true // one line each
    property bool low: false // among other buttons of a row
    readonly property real rowHeight: low ? Theme.targetMin : brief ? Theme.targetPrimary : Theme.targetPx(140)
    readonly property real textSize: low ? Theme.type.label.size : brief ? Theme.largeLabelSize : Theme.type.title.size - 4
    property real share: 0.5 // of the width, for the first

    spacing: Theme.gap

    AppButton {
        objectName: "search"
        width: (actions.width - actions.spacing) * actions.share
        height: actions.rowHeight
        kind: "primary"
        icon: Shell.canListen ? "microphone" : "search"
        textSize: actions.textSize
        padding: actions.low ? Theme.space(2) : Theme.space(5)
        label: Words.text(Shell.canListen && !actions.low ? "listen.home.title" : "home.search.title")
        subLabel: actions.brief ? "" : Words.text(Shell.canListen ? "listen.home.text" : "home.search.text")
        onActivated: Shell.canListen ? HomeModel.speak() : HomeModel.search()
    }
    AppButton {
        objectName: "progress"
        width: (actions.width - actions.spacing) * (1 - actions.share)
        height: actions.rowHeight
        kind: "secondary"
        icon: "case-progress"
        textSize: actions.textSize
        padding: actions.low ? Theme.space(2) : Theme.space(5)
        label: Words.text("home.progress.title")
        subLabel: actions.brief ? "" : Words.text("home.progress.text")
        offReason: HomeModel.progressOff === "" ? "" : actions.brief ? Words.text("home.progress.off_brief") : HomeModel.progressOff
        onActivated: HomeModel.showProgress()
    }
}
