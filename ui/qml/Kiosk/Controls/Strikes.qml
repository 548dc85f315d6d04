pragma Singleton
import QtQuick
import Kiosk.Theme

// Tells a hand's wish from its tremor: of several strikes at one place in quick succession only the first counts,
// also when another control has come to lie there meanwhile.
QtObject {
    id: root

    property real lastAt: -1 // ms
    property real lastX: 0
    property real lastY: 0
    property bool byKeys: false // the last act was a key, so the focus is worth showing

    function admit(x: real, y: real, guardMs: int): bool {
        const now = Date.now();
        const gap = now - lastAt;
        const near = Math.abs(x - lastX) < Theme.strikeReach && Math.abs(y - lastY) < Theme.strikeReach;
        if (lastAt >= 0 && near && gap >= 0 && gap < guardMs)
            return false;
        lastAt = now;
        lastX = x;
        lastY = y;
        return true;
    }
}
