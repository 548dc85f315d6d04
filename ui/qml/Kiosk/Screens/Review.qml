pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// 07, 61: look it over, decide the extras, sign; in elder mode ReviewElder, three pages.
Loader {
    objectName: "review"
    sourceComponent: Theme.elder ? elderReview : standardReview

    Component {
        id: elderReview
        ReviewElder {}
    }
    Component {
        id: standardReview
        ReviewStandard {}
    }
}
