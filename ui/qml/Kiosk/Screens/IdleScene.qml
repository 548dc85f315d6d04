pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The bridge over the water, and the sun that is the start button.
Item {
    id: scene

    property real sceneTop: 0 // where the drawing begins, above the visible part
    property bool rounded: false
    property bool resting: false // nothing to start
    property bool moving: false
    property real shift: 0 // of what would else burn into the panel
    readonly property real unit: width / 1080 // the drawing's own canvas

    clip: true

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: drawing.y + 1060 * scene.unit
        color: Theme.color.surfaceWater
    }
    Illustration {
        id: drawing

        x: scene.shift
        y: scene.sceneTop
        width: scene.width
        height: Math.round(width * 1920 / 1080)
        name: "scene-idle"
    }
    Illustration { // two birds over the roofs
        x: scene.shift + 808 * scene.unit + water.drift
        y: drawing.y + 520 * scene.unit - water.drift / 2
        width: Math.round(140 * scene.unit)
        height: Math.round(80 * scene.unit)
        name: "birds"
    }
    Ripples {
        id: water

        y: drawing.y
        x: scene.shift
        unit: scene.unit
        moving: scene.moving
    }
    Sun {
        visible: !scene.resting
        moving: scene.moving
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.horizontalCenterOffset: scene.shift
        y: drawing.y + 858 * scene.unit
        side: 392 * scene.unit
    }
    Rectangle { // rounds the corners of the drawing with the colour of the page
        visible: scene.rounded
        anchors.fill: parent
        anchors.margins: -border.width
        radius: Theme.radiusPanel + border.width
        color: "transparent"
        border.width: Theme.radiusPanel
        border.color: Theme.color.surfacePage
    }
}
