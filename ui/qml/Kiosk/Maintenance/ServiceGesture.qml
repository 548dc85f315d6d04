pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Controls
import Kiosk.ViewModels

// The gesture of the technicians' manual: a finger rests on the place's name for five seconds. Who only touches it gets
// what a touch there means to everybody.
Item {
    id: root

    readonly property int holdMs: 5000

    objectName: "service-gesture"

    TouchPlace { touchKind: "own" }
    MouseArea {
        anchors.fill: parent
        pressAndHoldInterval: root.holdMs
        onPressAndHold: Shell.askForMaintenance()
        onClicked: if (!Shell.inSession)
            IdleModel.start()
    }
}
