pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// A QR code, black on white in every mode, with its quiet zone.
Image {
    id: root

    property string text: ""
    property real side: Theme.px(232)

    width: side
    height: side
    visible: text.length > 0
    source: text.length > 0 ? "image://qr/" + encodeURIComponent(text) : ""
    sourceSize: Qt.size(side, side)
    smooth: false
    fillMode: Image.Pad
}
