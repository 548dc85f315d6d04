pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// 05, 40, 41, 60: one page of questions; in elder mode FormElder, one question a page.
Loader {
    id: form
    objectName: "form"
    sourceComponent: Theme.elder ? elderForm : standardForm

    Component {
        id: elderForm
        FormElder {}
    }
    Component {
        id: standardForm
        FormStandard {}
    }
}
