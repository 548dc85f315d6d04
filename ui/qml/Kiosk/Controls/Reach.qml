pragma Singleton
import QtQuick

// How high a hand reaches. 低位 sets `top`: what lies above it is there to be read, and looks like it.
QtObject {
    id: reach

    property real top: 0 // in the window; 0: everything can be reached

    signal look // positions may have changed: whoever can be pressed looks where it is

    function isAbove(item: Item): bool {
        return reach.top > 0 && item.mapToItem(null, 0, item.height / 2).y < reach.top;
    }

    onTopChanged: look()
}
