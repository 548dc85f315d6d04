pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// One arch of the StepHeader with its label below.
Item {
    id: root

    property string label: ""
    property int number: 1
    property bool done: false
    property bool here: false
    property bool first: false
    property bool last: false
    readonly property color stone: done || here ? Theme.color.actionPrimary : Theme.spanAhead
    readonly property real openingWidth: width * (here ? 0.7 : 0.64)
    readonly property real openingHeight: Theme.px(here ? 64 : 60)

    height: deck.height + word.height + Theme.space(2)
    Accessible.role: Accessible.StaticText
    Accessible.name: number + ", " + label
    Accessible.checkable: true
    Accessible.checked: done

    Rectangle {
        id: deck

        width: root.width
        height: Theme.px(76)
        color: root.stone
        topLeftRadius: root.first ? Theme.radiusSmall : 0
        topRightRadius: root.last ? Theme.radiusSmall : 0

        Rectangle {
            visible: !root.done && !root.here && !Theme.highContrast
            width: parent.width
            height: Theme.px(10)
            color: Theme.spanAheadDeck
            topRightRadius: root.last ? Theme.radiusSmall : 0
        }
        Opening {
            id: opening

            x: (parent.width - width) / 2
            y: parent.height - root.openingHeight
            width: root.openingWidth
            height: root.openingHeight
            color: root.here ? Theme.color.surfaceCard : Theme.color.surfacePage
        }
        Icon {
            anchors.centerIn: opening
            name: root.done ? "check" : ""
            size: Theme.px(34)
            color: Theme.color.actionPrimary
        }
        AppText {
            visible: !root.done
            anchors.centerIn: opening
            role: "label"
            size: root.here ? 40 : 30
            font.weight: Font.Bold
            text: root.number
            color: root.here ? Theme.color.textPrimary : Theme.color.textSecondary
            Accessible.ignored: true
        }
    }
    AppText {
        id: word

        anchors.top: deck.bottom
        anchors.topMargin: Theme.space(2)
        width: root.width
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.NoWrap
        role: "caption"
        text: root.label
        font.weight: root.here ? Font.Bold : Theme.type.caption.weight
        color: root.here ? Theme.color.textPrimary : root.done ? Theme.color.textBrand : Theme.color.textSecondary
        Accessible.ignored: true
    }
}
