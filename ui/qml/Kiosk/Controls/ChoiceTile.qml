pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// One answer to choose, with what follows from it. In elder mode it has a number and lights up while it is read out.
Pressable {
    id: root

    property string icon: ""
    property string title: ""
    property string consequence: ""
    property string number: ""
    property string tone: "care"
    property string pill: ""
    property string trailingIcon: ""
    property string readingText: ""
    property bool chosen: false
    property bool beingRead: false
    property bool radio: false // an empty ring at the right shows that one of several can be chosen
    property point marked: Qt.point(0, 0) // from and to: characters of the title with a ground of their own
    property bool brief: false // what follows is only heard: a long title has the room
    property bool toggle: false // chosen or not, beside others that are
    property bool plated: true // the icon stands on an arch
    default property alias extra: extraRow.data
    readonly property bool big: Theme.elder
    readonly property string secondLine: off ? offReason : brief ? "" : consequence
    readonly property real leastHeight: words.height + 2 * Theme.space(2) // of all that stands in it

    function withMark(text: string, part: point): string {
        const safe = words => words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
        return safe(text.slice(0, part.x)) + "<span style=\"background-color:" + Theme.color.statusSuccessSoft
            + "; text-decoration:" + (Theme.highContrast ? "underline" : "none") + "\">"
            + safe(text.slice(part.x, part.y)) + "</span>" + safe(text.slice(part.y));
    }

    accessibleName: [number, title, consequence, pill].filter(part => part.length > 0).join(", ")
    implicitHeight: Math.max(Theme.targetPx(big ? (Theme.landscape ? 168 : 224) : secondLine.length > 0 ? 152 : 132),
        words.height + 2 * Theme.space(4))
    height: implicitHeight
    Accessible.role: radio ? Accessible.RadioButton : toggle ? Accessible.CheckBox : Accessible.Button
    Accessible.checkable: radio || toggle
    Accessible.checked: chosen

    Plate {
        id: plate

        anchors.fill: parent
        radius: Theme.radiusCard
        raised: !root.off
        down: root.down
        ringed: root.ringed
        fill: root.off ? Theme.color.surfaceSunk : root.beingRead ? Theme.color.statusWaitingSoft
            : root.chosen ? Theme.color.actionPrimarySoft : Theme.color.surfaceCard
        edgeColor: root.beingRead ? Theme.color.statusWaitingText
            : root.chosen ? Theme.color.actionPrimary : Theme.color.lineControl
        lineColor: root.beingRead ? Theme.color.statusWaitingText : root.chosen ? Theme.color.actionPrimary
            : root.off ? Theme.color.lineControl : Theme.color.lineHair
        lineWidth: root.beingRead ? Theme.px(6) : root.chosen ? Theme.outlineChosen
            : root.off ? Theme.outlineControl : Theme.outline

        ArchPlate {
            id: picture

            x: Theme.px(root.big ? 32 : 30)
            anchors.verticalCenter: parent?.verticalCenter
            visible: root.icon.length > 0 && root.plated
            side: Theme.px(root.big ? 138 : 104)
            icon: root.icon
            tone: root.tone
            faded: root.off
        }
        Icon {
            id: bare

            x: Theme.px(36)
            anchors.verticalCenter: parent?.verticalCenter
            visible: root.icon.length > 0 && !root.plated
            name: root.icon
            size: Theme.px(root.big ? 96 : 84)
        }
        Column {
            id: words

            x: root.icon.length === 0 ? Theme.px(32)
                : root.plated ? picture.x + picture.width + Theme.px(28) : bare.x + bare.width + Theme.px(32)
            anchors.verticalCenter: parent?.verticalCenter
            width: root.width - x - right.width - Theme.px(32) - Theme.space(3)

            AppText {
                width: parent.width
                role: "heading"
                size: root.big ? 58 : 40
                lineHeight: 1.25 / Theme.naturalLine
                textFormat: root.marked.y > 0 ? Text.RichText : Text.PlainText
                text: root.marked.y > 0 ? root.withMark(root.title, root.marked) : root.title
                Accessible.name: root.title
                color: root.off ? Theme.color.textSecondary : Theme.color.textPrimary
                Accessible.ignored: true
            }
            AppText {
                width: parent.width
                visible: root.secondLine.length > 0
                role: "body"
                lineHeight: 1.3 / Theme.naturalLine
                text: root.secondLine
                color: Theme.color.textSecondary
                Accessible.ignored: true
            }
        }
        Row {
            id: right

            anchors.right: parent?.right
            anchors.rightMargin: Theme.px(32)
            anchors.verticalCenter: parent?.verticalCenter
            spacing: Theme.space(5)

            Row {
                id: extraRow
                anchors.verticalCenter: parent.verticalCenter
            }
            StatusPill {
                anchors.verticalCenter: parent.verticalCenter
                kind: "ok"
                text: root.pill
            }
            Column {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.beingRead
                spacing: Theme.space(1)

                Wave {
                    anchors.horizontalCenter: parent.horizontalCenter
                    running: root.beingRead
                    barCount: 5
                    barHeight: Theme.px(56)
                }
                AppText {
                    role: "caption"
                    text: root.readingText
                    font.weight: Font.Bold
                    Accessible.ignored: true
                }
            }
            NumberBadge {
                anchors.verticalCenter: parent.verticalCenter
                visible: text.length > 0 && !root.beingRead && !(root.chosen && !root.radio)
                text: root.number
            }
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.radio && !root.chosen
                width: Theme.px(64)
                height: width
                radius: width / 2
                color: Theme.color.surfaceCard
                border.width: Theme.outlineControl
                border.color: Theme.color.lineControl
            }
            CheckBadge {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.chosen && !root.beingRead
                side: Theme.px(root.big ? 84 : 64)
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: root.off ? "lock" : root.trailingIcon
            }
        }
    }
}
