pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 大字 · 显示: how the screens should look; what is not there yet says so.
AppDialog {
    id: chooser

    readonly property list<string> modes: ["standard", "elder", "high_contrast"]
    readonly property list<string> icons: ["terminal", "elder-mode", "contrast"]

    objectName: "mode-chooser"
    shown: Shell.overlay === "ModeChooser"
    title: Words.text("mode.title")
    safeLabel: Words.text("mode.close")
    onSafe: Shell.stay()

    Column {
        width: parent?.width ?? 0
        spacing: Theme.gapBelow

        Repeater {
            model: chooser.modes

            ChoiceTile {
                required property int index
                required property string modelData

                objectName: "mode-" + modelData.replace("_", "-")
                width: parent?.width ?? 0
                icon: chooser.icons[index]
                title: Words.text("mode." + modelData + ".title")
                consequence: Words.text("mode." + modelData + ".text")
                chosen: Shell.mode === modelData
                offReason: modelData === "high_contrast" ? Words.text("mode.high_contrast.off") : ""
                onActivated: Shell.chooseMode(modelData)
            }
        }
    }
}
