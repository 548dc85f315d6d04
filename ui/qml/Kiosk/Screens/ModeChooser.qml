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
    otherLabel: Words.text("mode.close")
    beside: false
    onOther: Shell.stay()
    onMissed: Shell.stay()

    Grid {
        id: tiles

        width: parent?.width ?? 0
        columns: Theme.landscape && Theme.elder ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapBelow

        Repeater {
            model: chooser.modes

            ChoiceTile {
                required property int index
                required property string modelData

                objectName: "mode-" + modelData.replace("_", "-")
                width: (tiles.width - (tiles.columns - 1) * tiles.columnSpacing) / tiles.columns
                icon: tiles.columns > 1 ? "" : chooser.icons[index]
                title: Words.text("mode." + modelData + ".title")
                consequence: Words.text("mode." + modelData + ".text")
                chosen: Shell.mode === modelData
                offReason: modelData === "high_contrast" ? Words.text("mode.high_contrast.off") : ""
                onActivated: Shell.chooseMode(modelData)
            }
        }
    }
}
