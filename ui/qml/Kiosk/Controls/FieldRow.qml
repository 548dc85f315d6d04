pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// One answer: read from a card, to be typed, being typed, or wrong. What is typed is the screen's to say.
Pressable {
    id: root

    property string label: ""
    property string value: ""
    property string preedit: ""
    property string help: ""
    property string error: ""
    property string kind: "text" // locked, text
    property bool focused: false
    property bool canHold: false
    property string holdText: ""
    property string sourceText: ""
    property int slotCount: 0
    readonly property bool locked: kind === "locked"
    readonly property bool wrong: error.length > 0
    property real labelWidth: Theme.px(Theme.elder ? 220 : 190)
    property real valueSize: Theme.fieldSize // canvas pixels
    readonly property real valueX: Theme.px(28) + (label.length > 0 ? labelWidth : 0)

    signal held(bool on)

    accessibleName: label + ", " + value + (wrong ? ", " + error : "")
    implicitHeight: Math.max(Theme.targetPx(Theme.elder ? 140 : locked ? 112 : 104), canHold ? Theme.targetMin + Theme.px(20) : 0, words.height + 2 * Theme.space(4), name.height + 2 * Theme.space(2))
    height: implicitHeight
    activeFocusOnTab: !locked
    Accessible.description: wrong ? error : help
    Accessible.role: locked ? Accessible.StaticText : Accessible.EditableText

    Plate {
        id: plate

        anchors.fill: parent
        raised: !root.locked && !root.focused && !root.wrong
        down: root.down && !root.locked
        ringed: root.ringed && !root.locked
        fill: root.locked ? Theme.color.surfaceSunk : root.wrong ? Theme.color.statusDangerSoft : Theme.color.surfaceCard
        lineColor: root.wrong ? Theme.color.statusDangerFill
            : root.focused ? Theme.color.actionPrimary : Theme.color.lineControl
        lineWidth: root.locked ? (Theme.highContrast ? Theme.hair : 0)
            : root.focused || root.wrong ? Theme.px(5) : Theme.outlineControl

        AppText {
            id: name
            x: Theme.px(28)
            width: root.valueX - x - Theme.space(2)
            y: Math.max(Theme.space(2), words.y + (firstLine.height - height) / 2)
            visible: root.label.length > 0
            role: "body"
            text: root.label
            font.weight: root.focused ? Font.Bold : Theme.type.body.weight
            color: root.focused ? Theme.color.textPrimary : Theme.color.textSecondary
            Accessible.ignored: true
        }
        Column {
            id: words

            x: root.valueX
            anchors.verticalCenter: parent?.verticalCenter
            width: root.width - x - trailing.width - Theme.px(28)
            spacing: Theme.space(1)

            FieldValue {
                id: firstLine
                width: parent.width
                value: root.value
                preedit: root.preedit
                focused: root.focused
                slotCount: root.slotCount
                size: root.valueSize
                secret: root.locked
            }
            AppText {
                width: parent.width
                visible: text.length > 0
                role: "caption"
                text: root.wrong ? root.error : root.help
                color: root.wrong ? Theme.color.statusDangerText : Theme.color.textSecondary
                font.weight: root.wrong ? Font.Bold : Theme.type.caption.weight
                Accessible.ignored: true
            }
        }
        Icon {
            anchors.right: parent?.right
            anchors.rightMargin: Theme.px(28)
            anchors.verticalCenter: parent?.verticalCenter
            name: root.wrong ? "warning" : !root.locked && !root.focused && !root.canHold ? "edit" : ""
            size: Theme.iconInline
            color: root.wrong ? Theme.color.statusDangerText : Theme.color.textPrimary
        }
    }
    Item {
        id: trailing

        anchors.right: parent.right
        anchors.rightMargin: Theme.space(2)
        anchors.verticalCenter: parent.verticalCenter
        width: hold.visible ? hold.width : pill.visible ? pill.width + Theme.space(5) : Theme.iconInline + Theme.space(4)
        height: parent.height

        HoldButton {
            id: hold
            visible: root.canHold
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.targetMin
            label: root.holdText
            accessibleName: root.holdText + " " + root.label
            objectName: root.objectName + "-hold"
            onHeldChanged: root.held(held)
        }
        StatusPill {
            id: pill
            visible: text.length > 0 && !hold.visible
            anchors.verticalCenter: parent.verticalCenter
            kind: "ok"
            text: root.sourceText
        }
    }
}
