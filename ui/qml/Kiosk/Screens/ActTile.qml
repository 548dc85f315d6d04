import QtQuick
import Kiosk.Controls

// One thing that a resident can do about their case, or why not now.
ChoiceTile {
    required property string act
    required title
    required property string text
    required icon
    required property string why // not now; empty when it can be done

    objectName: "act-" + act.replace("_", "-")
    plated: false
    consequence: text
    offReason: why
}
