pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.ViewModels

// One case: where it is (10, 35), what is missing (51), or what was decided (50).
Loader {
    objectName: "case-detail"
    sourceComponent: ProgressModel.layout === "correction" ? correction : ProgressModel.layout === "answer" ? answer : progress

    Component {
        id: progress
        CaseOnItsWay {}
    }
    Component {
        id: correction
        CaseCorrection {}
    }
    Component {
        id: answer
        CaseAnswer {}
    }
}
