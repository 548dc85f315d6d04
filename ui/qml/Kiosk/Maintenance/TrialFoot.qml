pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What a hand can do and say of a self-test: begin it, how loud, and whether it was good.
Column {
    id: root

    readonly property bool over: TrialModel.outcome !== ""
    readonly property bool stacked: (Theme.elder || Theme.tight) && !(Theme.landscape && TrialModel.hasLoudness) // with the loudness there are rows enough
    readonly property real cell: stacked ? width : (width - Theme.gap) / 2

    spacing: Theme.gapBelow

    Row {
        visible: TrialModel.hasLoudness && !root.over
        spacing: Theme.gap

        Repeater {
            model: [["minus", "quieter", -10], ["plus", "louder", 10]]

            AppButton {
                required property var modelData

                objectName: modelData[1]
                width: (root.width - Theme.gap) / 2
                kind: "secondary"
                icon: modelData[0]
                label: Words.text("menu.button." + modelData[1])
                onActivated: MenuFrontModel.turnVolume(modelData[2])
            }
        }
    }
    AppButton {
        objectName: "attempt"
        visible: TrialModel.tryText !== "" && !root.over
        width: root.width
        kind: TrialModel.stage === "ask" ? "secondary" : "primary"
        large: true
        busy: TrialModel.isBusy
        busyLabel: Words.text("trial.busy")
        label: TrialModel.tryText
        onActivated: TrialModel.attempt()
    }
    Grid {
        columns: root.stacked ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapBelow

        AppButton {
            objectName: "bad"
            visible: !root.over
            width: root.cell
            kind: "secondary"
            large: true
            icon: "close"
            label: TrialModel.badText
            onActivated: TrialModel.judge(false)
        }
        AppButton {
            objectName: "good"
            visible: !root.over && TrialModel.goodText !== ""
            width: root.cell
            kind: TrialModel.stage === "ask" ? "primary" : "secondary"
            large: true
            icon: "check"
            label: TrialModel.goodText
            offReason: TrialModel.offReason
            onActivated: TrialModel.judge(true)
        }
        AppButton {
            objectName: "again"
            visible: root.over
            width: root.cell
            kind: "secondary"
            large: true
            icon: "restart"
            label: Words.text("trial.again")
            onActivated: TrialModel.again()
        }
        AppButton {
            objectName: "next"
            visible: root.over
            width: root.cell
            kind: "primary"
            icon: "check"
            label: Words.text("trial.next")
            onActivated: MaintenanceMenuModel.open("self_tests")
        }
    }
}
