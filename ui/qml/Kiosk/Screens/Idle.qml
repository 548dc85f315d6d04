pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 01: nobody is here. The sun under the bridge is the start button; a touch anywhere begins.
Item {
    id: page

    readonly property bool moving: awake.running && !Theme.still
    property int shift: 0

    objectName: "idle"

    Timer { // it moves for a while after somebody came near, or left; then a machine nobody looks at draws nothing
        id: awake

        interval: Theme.idleMotionMs
        running: true
    }
    Connections {
        target: IdleModel
        function onSomebodyCame(): void {
            awake.restart();
        }
    }
    Timer {
        interval: Theme.burnInMs
        running: true
        repeat: true
        onTriggered: page.shift = page.shift === 0 ? 2 : 0
    }
    Pressable {
        objectName: "start-anywhere"
        anchors.fill: parent
        anchors.topMargin: -Theme.topBar - Theme.headGap
        touchKind: "backdrop"
        enabledForKeys: false
        onActivated: IdleModel.start()
    }
    Loader {
        anchors.fill: parent
        sourceComponent: Theme.landscape ? lying : upright
    }
    Component {
        id: upright

        Item {
            IdleScene {
                resting: IdleModel.isResting
                moving: page.moving
                shift: page.shift
                sceneTop: resting ? Math.max(desk.y - Theme.px(1090), -Theme.px(150)) : 0
                y: -Theme.topBar - Theme.headGap
                width: parent.width
                height: parent.height + Theme.topBar + Theme.headGap
            }
            IdleClock {
                visible: !IdleModel.isResting
                x: Theme.px(56) + page.shift
                y: 0
            }
            IdleRest {
                visible: IdleModel.isResting
                x: Theme.px(56)
                width: parent.width - 2 * x
            }
            Rectangle { // 53: what can still be done lies on a sheet, off the picture
                visible: IdleModel.isResting
                width: parent.width
                anchors.top: desk.top
                anchors.topMargin: -Theme.space(5)
                anchors.bottom: parent.bottom
                topLeftRadius: Theme.radiusPanel
                topRightRadius: Theme.radiusPanel
                color: Theme.color.surfacePage
            }
            IdleDesk {
                id: desk

                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.px(38) + Theme.edge
                x: Theme.margin
                width: parent.width - 2 * Theme.margin
            }
        }
    }
    Component {
        id: lying

        Item {
            IdleScene {
                resting: IdleModel.isResting
                moving: page.moving
                shift: page.shift
                x: Theme.margin
                width: Theme.px(920)
                height: parent.height - Theme.space(6)
                sceneTop: -Theme.px(380)
                rounded: true
            }
            IdleClock {
                visible: !IdleModel.isResting
                x: Theme.px(1010) + page.shift
                y: -Theme.px(34)
            }
            IdleNearby {
                visible: wanted
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.space(10)
                x: Theme.margin + Theme.space(5)
                width: Theme.px(920) - 2 * Theme.space(5)
            }
            IdleRest {
                visible: IdleModel.isResting
                x: Theme.px(1010)
                width: parent.width - x - Theme.margin
            }
            IdleDesk {
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.space(6) + Theme.edge
                x: Theme.px(1010)
                width: parent.width - x - Theme.margin
            }
        }
    }
}
