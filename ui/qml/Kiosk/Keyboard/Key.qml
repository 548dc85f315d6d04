pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A key of the keyboard: a touch gives it no focus; the assistive keypad does.
PadKey {
    id: root

    required property Board board

    height: board.rowHeight
    textSize: digit ? (Theme.elder ? 54 : 40) : Theme.elder ? 46 : 32
}
