pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 大字 · 显示: how the screens should look, how high a hand reaches, whether pictures move. One touch changes one thing.
AppDialog {
    id: chooser

    readonly property list<string> modes: ["standard", "elder", "high_contrast"]
    readonly property list<string> icons: ["terminal", "elder-mode", "contrast"]

    objectName: "mode-chooser"
    shown: Shell.overlay === "ModeChooser"
    title: Words.text("mode.title")
    otherLabel: Words.text("mode.close")
    beside: false
    widest: Theme.px(Theme.landscape ? 1240 : 1000)
    onOther: Shell.stay()
    missedCounts: true
    onMissed: Shell.stay()

    Grid {
        id: tiles

        readonly property real one: (width - (columns - 1) * columnSpacing) / columns

        readonly property real tall: Theme.targetPx(Theme.elder ? 176 : 140) // five of them over the bar below

        width: parent?.width ?? 0
        columns: Theme.landscape || Theme.lowReach ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapBelow

        Repeater {
            model: chooser.modes

            ChoiceTile {
                required property int index
                required property string modelData

                objectName: "mode-" + modelData.replace("_", "-")
                width: tiles.one
                height: Math.max(tiles.tall, leastHeight)
                radio: true
                number: ""
                icon: tiles.columns > 1 ? "" : chooser.icons[index]
                title: Words.text("mode." + modelData + ".title")
                consequence: Words.text("mode." + modelData + ".text")
                chosen: Shell.mode === modelData
                onActivated: Shell.chooseMode(modelData)
            }
        }
        ChoiceTile {
            objectName: "mode-low-reach"
            visible: Theme.windowHeight > Theme.windowWidth
            width: tiles.one
            height: Math.max(tiles.tall, leastHeight)
            icon: tiles.columns > 1 ? "" : "low-reach"
            title: Words.text("mode.low_reach.title")
            consequence: Words.text("mode.low_reach.text")
            chosen: Shell.lowReach
            onActivated: Shell.chooseLowReach(!Shell.lowReach)
        }
        ChoiceTile {
            objectName: "mode-reduced-motion"
            width: tiles.one
            height: Math.max(tiles.tall, leastHeight)
            icon: tiles.columns > 1 ? "" : "pause"
            title: Words.text("mode.reduced_motion.title")
            consequence: Words.text("mode.reduced_motion.text")
            chosen: Shell.reducedMotion
            onActivated: Shell.chooseReducedMotion(!Shell.reducedMotion)
        }
    }
}
