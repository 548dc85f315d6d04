pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A key of the keyboard: never takes the focus, for the assistive keypad moves among fields, not among letters.
PadKey {
    id: root

    required property Board board

    enabledForKeys: false
    height: board.rowHeight
    textSize: digit ? (Theme.elder ? 54 : 40) : Theme.elder ? 46 : 32
}
