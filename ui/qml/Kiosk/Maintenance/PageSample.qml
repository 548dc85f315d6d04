pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// A scrap of the test page, as it looks when it is good and when it is not: grey, striped, or still hanging on the roll.
Rectangle {
    id: root

    property string sample

    readonly property bool pale: sample === "black-bad"
    readonly property bool striped: sample === "stripes-bad"
    readonly property bool edged: sample.startsWith("cut")
    readonly property list<real> lengths: edged ? [0.9, 0.9] : [0.9, 0.9, 0.66, 0.8]

    radius: Theme.radiusSmall
    readonly property color ink: Theme.highContrast ? Theme.color.surfaceCard : Theme.color.textPrimary
    readonly property color grey: Qt.tint(ink, Qt.rgba(color.r, color.g, color.b, 0.72))

    color: Theme.highContrast ? Theme.color.textPrimary : Theme.color.surfaceCard // paper is light in every mode
    border.width: Theme.outlineControl
    border.color: Theme.color.lineControl
    Accessible.ignored: true

    Repeater {
        model: root.lengths

        Rectangle {
            required property int index
            required property real modelData

            x: root.width * 0.14
            y: root.height * (0.2 + 0.18 * index)
            width: root.width * 0.72 * modelData
            height: Theme.px(9)
            color: root.pale ? root.grey : root.ink
        }
    }
    Repeater {
        model: root.striped ? [0.36, 0.58] : []

        Rectangle {
            required property real modelData

            x: root.width * modelData
            y: root.height * 0.12
            width: Theme.px(9)
            height: root.height * 0.76
            color: root.color
        }
    }
    Row {
        visible: root.edged
        x: root.width * 0.08
        y: root.height * 0.68
        spacing: Theme.px(root.sample === "cut-bad" ? 6 : 0)

        Repeater {
            model: root.edged ? 8 : 0

            Rectangle {
                width: root.width * 0.84 / 8 - (root.sample === "cut-bad" ? Theme.px(6) : 0)
                height: Theme.px(5)
                color: root.ink
            }
        }
    }
}
