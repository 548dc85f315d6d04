pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// 02, 20 from the catalogue; in elder mode HomeElder.
Loader {
    objectName: "home"
    sourceComponent: Theme.elder ? elderHome : Theme.landscape ? lyingHome : uprightHome

    Component {
        id: elderHome
        HomeElder {}
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
