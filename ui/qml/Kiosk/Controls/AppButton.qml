pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk.Theme

// A button: [icon] label, or icon, label and a second line.
Pressable {
    id: root

    property string kind: "plain" // primary, secondary, plain, danger, hand
    property string label: ""
    property string subLabel: ""
    property string icon: ""
    property string trailingIcon: ""
    property string busyLabel: ""
    property bool vertical: false
    property bool here: false
    property string offIcon: "lock"
    property bool chosen: false
    property bool large: kind === "primary"
    property bool strong: kind !== "plain" || chosen
    property real textSize: large ? Theme.largeLabelSize : Theme.type.label.size
    property real padding: Theme.space(5)
    property color edgeColor: Theme.color.lineControl // darker where it lies on a picture

    readonly property real leastHeight: content.height // of all that stands in it
    readonly property bool flat: off || here
    readonly property bool painted: !off && !here && !chosen && kind !== "plain" && kind !== "secondary"
    readonly property bool lined: subLabel.length > 0 && !vertical
    readonly property color ink: off ? Theme.color.textSecondary
        : !painted ? (here || chosen ? Theme.color.actionOnPrimarySoft : Theme.color.textPrimary)
        : kind === "hand" ? Theme.color.textOnHand : Theme.color.textOnAction

    accessibleName: busy && busyLabel.length > 0 ? busyLabel : subLabel.length > 0 ? label + ", " + subLabel : label
    implicitHeight: large ? Theme.targetPrimary : Theme.targetMin
    implicitWidth: Math.max(Theme.targetMin, content.implicitWidth + 2 * padding)
    width: implicitWidth
    height: implicitHeight

    Plate {
        anchors.fill: parent
        raised: !root.flat
        down: root.down
        ringed: root.ringed
        fill: root.off ? Theme.color.surfaceSunk
            : root.here || root.chosen ? Theme.color.actionPrimarySoft
            : root.kind === "primary" ? Theme.color.actionPrimary
            : root.kind === "danger" ? Theme.color.statusDangerFill
            : root.kind === "hand" ? Theme.color.handFill : Theme.color.surfaceCard
        edgeColor: root.chosen ? Theme.color.actionPrimary
            : root.kind === "primary" ? Theme.color.actionPrimaryEdge
            : root.kind === "danger" ? Theme.color.statusDangerEdge
            : root.kind === "hand" ? Theme.color.handEdge : root.edgeColor
        lineColor: root.off ? Theme.color.lineControl
            : root.here || root.chosen ? Theme.color.actionPrimary
            : root.kind === "secondary" ? Theme.color.lineControl : Theme.color.lineHair
        lineWidth: root.painted ? (Theme.highContrast ? Theme.outline : 0)
            : root.chosen ? Theme.outlineChosen
            : root.here || root.off || root.kind === "secondary" ? Theme.outlineControl : Theme.outline

        GridLayout {
            id: content

            readonly property real room: parent.width - 2 * root.padding

            x: root.lined ? root.padding : (parent.width - width) / 2
            y: (parent.height - height) / 2
            width: root.lined && root.trailingIcon.length > 0 ? room : Math.min(implicitWidth, room)
            columns: root.vertical ? 1 : 3
            columnSpacing: Theme.space(root.lined ? 5 : 3)
            rowSpacing: Theme.space(1)

            Icon {
                Layout.alignment: Qt.AlignCenter
                visible: name.length > 0
                name: root.off ? root.offIcon : root.busy ? "clock" : root.icon.length > 0 ? root.icon : root.chosen ? "check" : ""
                size: root.lined ? Theme.iconTile * 0.85 : root.large ? Theme.iconButton : Theme.iconInline
                color: root.ink
            }
            ColumnLayout {
                Layout.alignment: Qt.AlignCenter
                Layout.fillWidth: true
                visible: root.label.length > 0 || root.off
                spacing: 0

                AppText {
                    Layout.fillWidth: true
                    visible: text.length > 0
                    role: "label"
                    size: root.textSize
                    font.family: Theme.textFamily
                    text: root.off && root.subLabel.length === 0 ? root.offReason
                        : root.busy && root.busyLabel.length > 0 ? root.busyLabel : root.label
                    color: root.ink
                    font.weight: root.strong && !root.off ? Font.Bold : Theme.type.label.weight
                    horizontalAlignment: root.lined ? Text.AlignLeft : Text.AlignHCenter
                    Accessible.ignored: true
                }
                AppText {
                    Layout.fillWidth: true
                    visible: root.subLabel.length > 0
                    role: "caption"
                    text: root.off ? root.offReason : root.subLabel
                    color: root.painted ? root.ink : Theme.color.textSecondary
                    horizontalAlignment: root.lined ? Text.AlignLeft : Text.AlignHCenter
                    Accessible.ignored: true
                }
            }
            Icon {
                Layout.alignment: Qt.AlignCenter
                visible: name.length > 0
                name: root.off || root.busy ? "" : root.trailingIcon
                size: Theme.iconButton
                color: root.ink
            }
        }
    }
}
