pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Controls
import Kiosk.ViewModels

// 38: whoever comes for another begins here.
AppButton {
    readonly property bool wanted: InformationModel.actForText !== ""

    objectName: "act-for-other"
    icon: "family"
    label: InformationModel.actForText
    offReason: InformationModel.offReason
    onActivated: InformationModel.actFor()
}
