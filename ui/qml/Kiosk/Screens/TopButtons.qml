pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The one button of the top bar: who is here and the way out; else how the screen should look.
AppButton {
    readonly property bool back: Theme.elder && !Shell.canExit

    objectName: Shell.canExit ? "exit" : back ? "standard-mode" : "modes"
    visible: Shell.inSession
    icon: Shell.canExit ? "exit" : back ? "" : "elder-mode"
    label: Shell.canExit ? Shell.personMasked + "  " + Words.text("top.exit")
        : Words.text(back ? "top.standard" : "top.display")
    strong: true
    onActivated: Shell.canExit ? Shell.exit() : back ? Shell.chooseMode("standard") : Shell.openModes()
}
