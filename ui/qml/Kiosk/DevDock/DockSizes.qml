pragma Singleton
import QtQuick

// The dock is read by developers at their desk: sizes in the display's own pixels, whatever the scale of the terminal.
QtObject {
    readonly property int text: 13
    readonly property int small: 11
    readonly property int row: 26
    readonly property int gap: 6
    readonly property int margin: 12
    readonly property int radius: 4
    readonly property real residentsShare: 0.28 // of the window's height at most
}
