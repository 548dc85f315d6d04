pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// 05, 40, 41, 60: one page of questions; in elder mode one question a page; in low reach the keyboard with its own keys (56).
Page {
    id: form

    objectName: "form"
    ownRow: FormModel.keyboard !== ""

    Loader {
        anchors.fill: parent
        sourceComponent: Theme.elder ? elderForm : Theme.lowReach && form.ownRow ? lowForm : standardForm
    }

    Component {
        id: elderForm
        FormElder {}
    }
    Component {
        id: lowForm
        FormLow {}
    }
    Component {
        id: standardForm
        FormStandard {}
    }
}
