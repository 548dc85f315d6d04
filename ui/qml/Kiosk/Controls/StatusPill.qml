pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// How something stands: icon and word, in one of five kinds.
Rectangle {
    id: root

    property string kind: "none" // ok, waiting, bad, info, none
    property string text: ""
    property string icon: ({ok: "check-circle", waiting: "clock", bad: "warning", info: "route"})[kind] ?? "check"
    readonly property color ink: kind === "ok" ? Theme.color.statusSuccessText
        : kind === "waiting" ? Theme.color.statusWaitingText
        : kind === "bad" ? Theme.color.statusDangerText
        : kind === "info" ? Theme.color.statusInfoText : Theme.color.textSecondary

    implicitHeight: Math.max(Theme.px(44), word.implicitHeight + Theme.px(8))
    implicitWidth: row.implicitWidth + 2 * Theme.space(4)
    width: implicitWidth
    height: implicitHeight
    visible: text.length > 0
    radius: height / 2
    color: kind === "ok" ? Theme.color.statusSuccessSoft
        : kind === "waiting" ? Theme.color.statusWaitingSoft
        : kind === "bad" ? Theme.color.statusDangerSoft
        : kind === "info" ? Theme.color.statusInfoSoft : Theme.color.surfaceSunk
    border.width: Theme.highContrast ? Theme.hair : 0
    border.color: ink
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.space(2)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.icon
            size: Theme.iconInline * 0.85
            color: root.ink
        }
        AppText {
            id: word
            role: "caption"
            text: root.text
            color: root.ink
            font.weight: Font.Bold
            Accessible.ignored: true
        }
    }
}
