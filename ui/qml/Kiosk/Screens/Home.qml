pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// 02, 18, 19, 20 from the catalogue; in elder mode HomeElder.
Page {
    objectName: "home"
    ownRow: true

    Loader {
        anchors.fill: parent
        sourceComponent: Theme.lowReach ? lowHome : Theme.elder ? elderHome
            : Theme.highContrast && !Theme.landscape ? contrastHome : Theme.landscape ? lyingHome : uprightHome
    }
    Component {
        id: elderHome
        HomeElder {}
    }
    Component {
        id: lowHome
        HomeLow {}
    }
    Component {
        id: contrastHome
        HomeContrast {}
    }
    Component {
        id: lyingHome
        HomeLandscape {}
    }
    Component {
        id: uprightHome
        HomeStandard {}
    }
}
