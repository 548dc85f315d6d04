pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The ink of a signature: repaints everything when strokes change, only the newest part while one is being drawn.
Canvas {
    id: root

    property var strokes: []
    property var current: []
    property real range: 1000
    property int drawnCount: 0 // points of the current stroke already painted
    property bool fresh: false

    renderStrategy: Canvas.Cooperative
    onWidthChanged: repaint()
    onHeightChanged: repaint()

    function repaint(): void {
        fresh = true;
        drawnCount = 0;
        requestPaint();
    }
    function extend(): void {
        requestPaint();
    }
    function line(pen: var, points: var, from: int): void {
        const sx = width / range;
        const sy = height / range;
        const first = points[Math.max(0, from - 1)];
        pen.beginPath();
        pen.moveTo(first[0] * sx, first[1] * sy);
        for (let n = Math.max(0, from - 1); n < points.length; n++)
            pen.lineTo(points[n][0] * sx + (points.length === 1 ? 0.1 : 0), points[n][1] * sy);
        pen.stroke();
    }

    onPaint: {
        const pen = getContext("2d");
        pen.lineWidth = Theme.px(Theme.elder ? 13 : 8);
        pen.lineCap = "round";
        pen.lineJoin = "round";
        pen.strokeStyle = Theme.color.textPrimary;
        if (fresh) {
            pen.clearRect(0, 0, width, height);
            for (const stroke of strokes)
                line(pen, stroke, 0);
            fresh = false;
        }
        if (current.length > drawnCount) {
            line(pen, current, drawnCount);
            drawnCount = current.length;
        }
    }
}
