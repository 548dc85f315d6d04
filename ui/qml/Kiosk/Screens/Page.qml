import QtQuick

// What the window shows in its middle.
Item {
    property bool ownRow: false // in low reach the buttons of the top bar stand where the screen wants them (19, 56)
}
