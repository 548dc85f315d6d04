pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 大字 · 显示: how the screens should look, how high a hand reaches, whether pictures move, and whether the room may hear
// what is the resident's own. One touch changes one thing.
AppDialog {
    id: chooser

    readonly property list<string> modes: ["standard", "elder", "high_contrast"]
    readonly property list<string> icons: ["terminal", "elder-mode", "contrast"]

    objectName: "mode-chooser"
    shown: Shell.overlay === "ModeChooser"
    title: Words.text("mode.title")
    otherLabel: Words.text("mode.close")
    beside: false
    widest: Theme.px(Theme.landscape ? 1640 : 1000)
    onOther: Shell.stay()
    missedCounts: true
    onMissed: Shell.stay()

    Grid {
        id: tiles

        readonly property real one: (width - (columns - 1) * columnSpacing) / columns

        readonly property real tall: Theme.targetPx(Theme.elder ? 144 : 140) // six of them over the bar below

        width: parent?.width ?? 0
        columns: Theme.landscape ? 3 : Theme.lowReach ? 2 : 1
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
            toggle: true
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
            toggle: true
            onActivated: Shell.chooseReducedMotion(!Shell.reducedMotion)
        }
        ChoiceTile {
            objectName: "mode-own-aloud"
            visible: !Shell.inPrivate // with headphones nobody else hears
            width: tiles.one
            height: Math.max(tiles.tall, leastHeight)
            icon: tiles.columns > 1 ? "" : "read-aloud"
            title: Words.text("mode.own_aloud.title")
            consequence: Words.text("mode.own_aloud.text")
            chosen: Shell.ownAloud
            toggle: true
            onActivated: Shell.chooseOwnAloud(!Shell.ownAloud)
        }
    }
}
