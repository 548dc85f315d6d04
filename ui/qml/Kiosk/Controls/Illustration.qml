pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// A drawing of assets/illustrations in the mode's palette, as large as its box and never stretched.
Image {
    id: root

    property string name: ""
    property string part: "" // x/y/width/height on its canvas: what is never seen of it takes no memory; drawn once both sides are known
    property real aspect: implicitHeight > 0 ? implicitWidth / implicitHeight : 1 // set it when one side follows the other

    source: name.length > 0 && (part.length === 0 || width * height > 0) ? "image://drawing/" + name + (Theme.highContrast ? ".high-contrast" : ".light")
        + (part.length > 0 ? "/" + part : "") : ""
    sourceSize: Qt.size(width, height)
    fillMode: Image.PreserveAspectFit
    Accessible.ignored: true
}
