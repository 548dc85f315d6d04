pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The way to one's cases, where it has one line.
AppButton {
    objectName: "progress"
    height: Theme.targetPrimary
    kind: "secondary"
    icon: "case-progress"
    textSize: Theme.largeLabelSize
    label: Words.text("home.progress.title")
    onActivated: HomeModel.showProgress()
}
