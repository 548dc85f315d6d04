pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk.Theme

// One device on the rail: at rest, wanted (persimmon, the chevron slides towards it) or faulty.
Item {
    id: root

    required property string spot
    required property string icon
    required property string text
    required property var model
    readonly property string spotState: model.state ?? "rest" // `state` is a word of Item itself
    readonly property bool wanted: spotState === "wanted"
    readonly property bool faulty: spotState === "fault"
    readonly property bool side: Theme.landscape
    readonly property color ink: wanted ? Theme.color.textOnHand
        : faulty ? Theme.color.textOnAction : Theme.color.textOnBezel
    readonly property real slope: Theme.px(34)
    property real slide: 0

    width: side ? Theme.deviceRail : content.implicitWidth + 2 * (Theme.space(6) + (wanted ? slope / 2 : 0))
    height: side ? content.implicitHeight + 2 * (Theme.space(5) + (wanted ? slope / 2 : 0)) : Theme.deviceRail
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    SequentialAnimation on slide {
        running: root.wanted && !Theme.still
        loops: Animation.Infinite
        NumberAnimation {
            from: 0
            to: Theme.px(6)
            duration: Theme.wavePulseMs / 2
            easing.type: Easing.InOutQuad
        }
        NumberAnimation {
            from: Theme.px(6)
            to: 0
            duration: Theme.wavePulseMs / 2
            easing.type: Easing.InOutQuad
        }
    }
    Rectangle {
        anchors.fill: parent
        visible: root.faulty
        color: Theme.color.statusDangerFill
    }
    Shape {
        anchors.fill: parent
        visible: root.wanted

        ShapePath {
            strokeWidth: -1
            fillColor: Theme.color.handFill
            startX: 0
            startY: root.side ? root.slope : 0

            PathLine {
                x: root.width
                y: 0
            }
            PathLine {
                x: root.side ? root.width : root.width - root.slope
                y: root.height
            }
            PathLine {
                x: root.side ? 0 : root.slope
                y: root.side ? root.height - root.slope : root.height
            }
        }
    }
    Grid {
        id: content

        anchors.centerIn: parent
        columns: root.side ? 1 : 3
        spacing: Theme.space(3)
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        Icon {
            name: root.icon
            size: Theme.iconInline * 0.9
            color: root.ink
        }
        Item {
            readonly property bool turned: root.side && /[A-Za-z]{2}/.test(root.text) // Chinese stands upright, letters lie

            implicitWidth: turned ? words.height : words.width
            implicitHeight: turned ? words.width : words.height

            AppText {
                id: words

                anchors.centerIn: parent
                rotation: parent.turned ? 90 : 0
                width: root.side && !parent.turned ? shownPx * 1.2 : implicitWidth
                role: "caption"
                size: Theme.elder ? 38 : Theme.type.caption.size + (root.wanted || root.faulty ? 4 : 0)
                font.weight: root.wanted || root.faulty ? Font.Bold : Theme.type.body.weight
                lineHeight: root.side && !parent.turned ? 1.1 / Theme.naturalLine : kind.lineHeight / Theme.naturalLine
                wrapMode: root.side && !parent.turned ? Text.WrapAnywhere : Text.NoWrap
                horizontalAlignment: Text.AlignHCenter
                text: root.side && !parent.turned ? root.text.replace(/\s/g, "") : root.text
                color: root.ink
                Accessible.ignored: true
            }
        }
        Item {
            width: chevron.size
            height: chevron.size

            Icon {
                id: chevron
                x: root.side ? root.slide : 0
                y: root.side ? 0 : root.slide
                name: root.side ? "chevron-right" : "chevron-down"
                size: root.wanted ? Theme.iconInline : Theme.iconInline * 0.7
                color: root.ink
            }
        }
    }
}
