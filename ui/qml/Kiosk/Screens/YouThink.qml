pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 50: two ways to say no to an answer.
Column {
    id: ways

    readonly property bool any: acts.count > 0
    readonly property bool beside: !Theme.elder && !Theme.tight
    spacing: Theme.space(3)

    AppText {
        width: parent.width
        role: "heading"
        text: Words.text("case.you_think")
    }
    Grid {
        id: grid

        width: parent.width
        columns: ways.beside ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapBelow

        Repeater {
            id: acts
            model: ProgressModel.acts

            ActTile {
                width: (grid.width - (grid.columns - 1) * grid.columnSpacing) / grid.columns
                height: Math.max(Theme.targetPx(ways.beside ? 152 : 132), leastHeight)
                onActivated: ProgressModel.choose(act)
            }
        }
    }
}
