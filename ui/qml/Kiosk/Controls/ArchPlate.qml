pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// An icon on an arch in its group's colour.
Item {
    id: root

    property string icon: ""
    property string tone: "care"
    property bool faded: false
    property real side: Theme.px(80)
    property real iconSize: side * 0.62

    width: side
    height: side
    Accessible.ignored: true

    Arch {
        anchors.fill: parent
        visible: !Theme.highContrast
        color: root.faded ? Theme.color.lineHair : Theme.toneSoft(root.tone)
    }
    Icon {
        anchors.centerIn: parent
        name: root.icon
        size: root.iconSize
        color: root.faded ? Theme.color.textSecondary
            : Theme.highContrast ? Theme.color.textBrand : Theme.tone(root.tone)
    }
}
