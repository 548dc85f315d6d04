pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// 16: one device at a glance: what it is, how it is in icon and word, and one fact. Flat, since it is only read.
Card {
    id: root

    required property string role
    required property string icon
    required property string name
    required property string stateText
    required property string line
    required property string health // ok, soon, bad, unknown

    readonly property bool marked: health !== "ok"
    readonly property color ink: health === "bad" ? Theme.color.statusDangerText : health === "ok" ? Theme.color.statusSuccessText : Theme.color.statusWaitingText

    objectName: "device-" + role
    padding: Theme.space(4)
    inOnePiece: true
    color: health === "soon" ? Theme.color.statusWaitingSoft : health === "bad" ? Theme.color.statusDangerSoft : Theme.color.surfaceCard
    border.width: marked ? Theme.px(4) : Theme.hair
    border.color: marked ? ink : Theme.color.lineHair
    Accessible.role: Accessible.StaticText
    Accessible.name: [name, stateText, line].filter(part => part.length > 0).join(", ")

    Column {
        width: parent.width
        spacing: Theme.space(2)

        Item {
            width: parent.width
            height: Math.max(picture.height, sign.height)

            Icon {
                id: picture
                name: root.icon
                size: Theme.iconButton
            }
            Row {
                id: sign

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.space(2)

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: root.health === "ok" ? "check" : root.health === "unknown" ? "more" : "warning"
                    size: Theme.iconInline * 0.85
                    color: root.ink
                }
                AppText {
                    width: Math.min(implicitWidth, root.width - 2 * root.padding - picture.width - Theme.iconInline - Theme.space(4))
                    role: "caption"
                    text: root.stateText
                    font.weight: Font.Bold
                    color: root.ink
                    Accessible.ignored: true
                }
            }
        }
        AppText {
            width: parent.width
            role: "label"
            font.weight: Font.Bold
            text: root.name
            Accessible.ignored: true
        }
        AppText {
            width: parent.width
            visible: text !== ""
            role: "caption"
            text: root.line
            color: Theme.color.textSecondary
            Accessible.ignored: true
        }
    }
}
