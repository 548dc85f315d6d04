pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Screens
import Kiosk.ViewModels

// What staff can see and do: the page that `MaintenanceMenuModel.page` names; the front page is empty.
Page {
    id: page

    objectName: "maintenance-menu"

    readonly property var files: ({guide: "MenuGuide", printer_test: "MenuPrinterTest", paper: "MenuPaper", queue: "MenuQueue", devices: "MenuDevices", network: "MenuNetwork", logs: "MenuLogs", access: "MenuAccess", self_tests: "MenuSelfTests"})

    Loader {
        anchors.fill: parent
        asynchronous: false // a touch must never meet the page before
        source: Qt.resolvedUrl((MaintenanceMenuModel.page.startsWith("self_tests/") ? "MenuTrial" : page.files[MaintenanceMenuModel.page] ?? "MenuFront") + ".qml")
    }
}
