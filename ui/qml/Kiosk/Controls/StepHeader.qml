pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The bridge: one arch a step on a common deck. In elder mode a row of half-arches and the position in words.
Item {
    id: root

    property list<string> steps: []
    property int current: 0
    property string positionText: ""
    readonly property int count: steps.length

    implicitHeight: Theme.elder ? Theme.px(52) : bridge.height
    height: implicitHeight
    Accessible.role: Accessible.StaticText
    Accessible.name: positionText.length > 0 ? positionText : (steps[current] ?? "")

    Row {
        id: bridge

        visible: !Theme.elder
        width: root.width

        Repeater {
            model: Theme.elder ? [] : root.steps

            StepSpan {
                required property int index
                required property string modelData

                width: root.width / Math.max(1, root.count) // a word once laid out in an endless width is not drawn again
                label: modelData
                number: index + 1
                done: index < root.current
                here: index === root.current
                first: index === 0
                last: index === root.count - 1
            }
        }
    }
    Row {
        id: halves

        visible: Theme.elder
        width: root.width - (position.visible ? position.implicitWidth + Theme.space(5) : 0)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(10)

        Repeater {
            model: Theme.elder ? root.count : 0

            Item {
                id: half

                required property int index

                width: (halves.width - (root.count - 1) * halves.spacing) / root.count
                height: Theme.px(46)

                HalfArch {
                    anchors.fill: parent
                    color: half.index <= root.current ? Theme.color.actionPrimary : Theme.spanAhead
                }
                HalfArch {
                    anchors.fill: parent
                    anchors.margins: Theme.px(5)
                    visible: half.index === root.current
                    color: Theme.color.actionPrimarySoft
                }
            }
        }
    }
    AppText {
        id: position

        visible: Theme.elder && text.length > 0
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        role: "label"
        text: root.positionText
        Accessible.ignored: true
    }
}
