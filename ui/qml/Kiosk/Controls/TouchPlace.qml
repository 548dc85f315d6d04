import QtQuick
import Kiosk.Input

// A place that is no button, as the hand sees it: "own" follows the finger itself, "shield" hides what lies under it.
Item {
    property string touchKind: "shield"

    anchors.fill: parent
    Component.onCompleted: Touch.add(this)
    Component.onDestruction: Touch.remove(this)
}
