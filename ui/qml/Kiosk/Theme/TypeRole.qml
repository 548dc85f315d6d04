import QtQuick

// One kind of text: size in canvas pixels, line height as a multiple of it.
QtObject {
    required property int size
    required property real lineHeight
    required property int weight
}
