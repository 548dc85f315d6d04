pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.ViewModels

// What is true of the case picks the layout: handed in (08), saved here (09), a copy, the print waiting for
// a hand (12), or no slip, so that the number itself is shown.
Loader {
    objectName: "done"
    sourceComponent: ({
            number: number,
            fault: fault,
            copy: copy,
            saved: saved
        })[DoneModel.layout] ?? submitted

    Component {
        id: submitted
        Submitted {}
    }
    Component {
        id: saved
        SavedOffline {}
    }
    Component {
        id: fault
        PrinterFault {}
    }
    Component {
        id: copy
        Copied {}
    }
    Component {
        id: number
        NumberCode {}
    }
}
