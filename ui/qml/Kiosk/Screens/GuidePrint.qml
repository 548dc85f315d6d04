pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Controls
import Kiosk.ViewModels

// 38: the guide to take home.
AppButton {
    readonly property bool wanted: InformationModel.printText !== ""

    objectName: "print-guide"
    icon: "printer"
    label: InformationModel.printText
    busy: InformationModel.isPrinting
    busyLabel: Words.text("guide.print.busy")
    offReason: InformationModel.printOff
    offIcon: "printer"
    onActivated: InformationModel.print()
}
