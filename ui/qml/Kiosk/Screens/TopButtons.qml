pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// How the screen should look, on every screen; beside it the way out for who is known, else the way back to the standard.
Row {
    id: row

    property real fill: 0 // their width together; 0: as they need
    readonly property bool back: (Theme.elder || Theme.highContrast) && !Shell.canExit
    property real tall: !Theme.landscape ? Theme.targetMin // lying, the bar is lower, and the screen begins right below it
        : Math.max(Theme.targetPx(0), Math.min(Theme.targetMin, Theme.topBar - Theme.edge - 2 * (Theme.gap - Theme.headGap)))
    readonly property bool two: Shell.canExit || back

    spacing: Theme.gap

    AppButton {
        id: modes

        objectName: "modes"
        height: row.tall
        width: row.two ? Theme.targetMin : row.fill > 0 ? row.fill : implicitWidth
        padding: row.two ? 0 : Theme.space(5)
        icon: row.two ? "" : "elder-mode"
        label: Words.text(row.two ? "top.display_short" : "top.display")
        accessibleName: Words.text("top.display")
        strong: true
        onActivated: Shell.openModes()
    }
    AppButton {
        objectName: Shell.canExit ? "exit" : "standard-mode"
        visible: row.two
        height: row.tall
        width: row.fill > 0 ? row.fill - modes.width - row.spacing : implicitWidth
        icon: Theme.elder && row.fill > 0 ? "" : Shell.canExit ? "exit" : Theme.highContrast ? "contrast" : ""
        label: Shell.canExit ? Shell.personMasked + "  " + Words.text("top.exit") : Words.text("top.standard")
        strong: true
        onActivated: Shell.canExit ? Shell.exit() : Shell.chooseMode("standard")
    }
}
