pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What can be done from the front page, by whom is signed in.
Grid {
    id: root

    readonly property var pages: [["printer", "test", "printer_test"], ["receipt", "paper", "paper"], ["queue", "queue", "queue"]].concat(MenuFrontModel.canLookDeeper ? [["terminal", "devices", "devices"], ["network-on", "network", "network"], ["log", "logs", "logs"], ["check-circle", "self_tests", "self_tests"], ["lock", "access", "access"]] : [])
    readonly property real cell: (width - (columns - 1) * columnSpacing) / columns

    columnSpacing: Theme.gap
    rowSpacing: Theme.gapBelow

    Repeater {
        model: root.pages

        AppButton {
            required property var modelData

            objectName: "open-" + modelData[1]
            width: root.cell
            height: Theme.targetPx(116)
            vertical: true
            icon: modelData[0]
            label: Words.text("menu.button." + modelData[1])
            strong: true
            onActivated: MaintenanceMenuModel.open(modelData[2])
        }
    }
    AppButton {
        objectName: "help-resident"
        visible: MenuFrontModel.canHelp
        width: root.cell
        height: Theme.targetPx(116)
        vertical: true
        icon: "two-people"
        label: Words.text("menu.button.help_resident")
        strong: true
        onActivated: MenuFrontModel.help()
    }
    AppButton {
        objectName: "restart"
        visible: MenuFrontModel.canRestart
        width: root.cell
        height: Theme.targetPx(116)
        vertical: true
        icon: "restart"
        label: Words.text("menu.button.restart")
        strong: true
        onActivated: MenuFrontModel.restart()
    }
    Repeater {
        model: [["minus", "quieter", -10], ["plus", "louder", 10]]

        AppButton {
            required property var modelData

            objectName: modelData[1]
            width: root.cell
            height: Theme.targetPx(116)
            vertical: true
            icon: modelData[0]
            label: Words.text("menu.button." + modelData[1])
            strong: true
            onActivated: MenuFrontModel.turnVolume(modelData[2])
        }
    }
}
