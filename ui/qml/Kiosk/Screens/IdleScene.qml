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
        anchors.topMargin: scene.sceneTop + 1060 * scene.unit
        color: Theme.color.surfaceWater
    }
    Illustration {
        x: scene.shift
        y: scene.sceneTop + 480 * scene.unit // the sky above has no lines, nor has the water far below the sun
        width: scene.width
        height: Math.round(940 * scene.unit)
        name: "scene-idle"
        part: "0/480/1080/940"
    }
    Illustration { // two birds over the roofs
        x: scene.shift + 808 * scene.unit + water.drift
        y: scene.sceneTop + 520 * scene.unit - water.drift / 2
        width: Math.round(140 * scene.unit)
        height: Math.round(80 * scene.unit)
        name: "birds"
    }
    Ripples {
        id: water

        y: scene.sceneTop
        x: scene.shift
        unit: scene.unit
        moving: scene.moving
    }
    Sun {
        visible: !scene.resting
        moving: scene.moving
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.horizontalCenterOffset: scene.shift
        y: scene.sceneTop + 858 * scene.unit
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
