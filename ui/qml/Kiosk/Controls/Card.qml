pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// A panel to read: flat, because nothing here can be pressed. As high as its content unless given a height.
Rectangle {
    id: root

    property real padding: Theme.space(6)
    property bool outlined: true
    property bool inOnePiece: false // a page that is turned does not cut it
    default property alias content: inner.data
    readonly property alias contentItem: inner
    readonly property real contentHeight: inner.childrenRect.height

    implicitHeight: contentHeight + 2 * padding
    implicitWidth: inner.childrenRect.width + 2 * padding
    radius: Theme.radiusCard
    color: Theme.color.surfaceCard
    border.width: outlined ? Theme.hair : 0
    border.color: Theme.color.lineHair

    Item {
        id: inner
        anchors.fill: parent
        anchors.margins: root.padding
    }
}
