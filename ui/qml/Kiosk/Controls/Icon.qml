pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// A line icon of assets/icons in one colour.
Image {
    id: root

    property string name: ""
    property color color: Theme.color.textPrimary
    property real size: Theme.iconButton

    width: size
    height: size
    visible: name.length > 0
    source: name.length > 0 ? "image://icon/" + name + "/" + String(color).slice(1) + "/" + Theme.iconStroke : ""
    sourceSize: Qt.size(size, size)
    Accessible.ignored: true
}
