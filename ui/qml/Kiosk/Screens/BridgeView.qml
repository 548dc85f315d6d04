pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The idle scene from afar: the bridge with half a sun under it.
Item {
    id: view

    readonly property real unit: width / 1080
    property real waterLine: height - Theme.px(6)

    clip: true

    Illustration { // drawn in lines; the scene has no such variant
        visible: Theme.highContrast
        width: parent.width
        height: view.waterLine
        verticalAlignment: Image.AlignBottom
        name: "bridge"
    }
    Item {
        visible: !Theme.highContrast
        width: parent.width
        height: view.waterLine
        clip: true

        Illustration {
            y: parent.height - (1060 - 480) * view.unit
            width: view.width
            height: Math.round(600 * view.unit)
            name: "scene-idle"
            part: "0/480/1080/600"
        }
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: parent.height - height / 2
            width: 360 * view.unit
            height: width
            radius: width / 2
            color: Theme.color.handFill
        }
    }
    Rectangle {
        visible: !Theme.highContrast
        y: view.waterLine
        width: parent.width
        height: parent.height - y
        color: Theme.color.surfaceWater
    }
}
