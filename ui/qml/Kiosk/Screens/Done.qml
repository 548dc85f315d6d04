pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.ViewModels

// What is true of the case picks the layout: handed in (08), saved here (09), or the slip in trouble (12).
Loader {
    objectName: "done"
    sourceComponent: DoneModel.layout === "fault" ? (DoneModel.showsCode ? code : fault) : DoneModel.layout === "saved" ? saved : submitted

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
        id: code
        NumberCode {}
    }
}
