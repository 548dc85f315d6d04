pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 52: somebody is called: how it stands, what is safe, who is called next, the telephone. It hides the screen below, so
// that whoever comes, or only looks, reads nothing of it.
Rectangle {
    id: page

    readonly property bool lying: Theme.landscape
    readonly property real half: lying ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin

    readonly property bool laddered: !HelpModel.phoneFirst && !Theme.elder // elder: one thing at a time

    objectName: "help"
    color: Theme.color.surfacePage
    Accessible.role: Accessible.Pane
    Accessible.name: HelpModel.title

    TouchPlace {} // what lies below is out of reach
    PagedArea {
        id: left

        x: Theme.margin
        y: page.lying ? Theme.space(5) : 0
        width: page.half
        height: (page.lying ? parent.height : foot.y) - y - Theme.space(5)

        HelpStanding {
            width: parent.width
        }
        SafeLine {
            visible: HelpModel.safeTitle !== ""
            width: parent.width
            title: HelpModel.safeTitle
            line: HelpModel.safeText
        }
        HelpPhone {
            visible: !page.laddered && !page.lying
            width: parent.width
        }
        HelpLadder {
            visible: page.laddered && !page.lying
            width: parent.width
        }
        HelpSeen {
            visible: page.laddered
            width: parent.width
        }
    }
    PagedArea {
        visible: page.lying
        x: 2 * Theme.margin + page.half
        y: left.y
        width: page.half
        height: foot.y - y - Theme.space(5)

        HelpPhone {
            visible: !page.laddered && page.lying
            width: parent.width
        }
        HelpLadder {
            visible: page.laddered && page.lying
            width: parent.width
        }
    }
    Row {
        id: foot

        readonly property real one: (width - spacing) / 2

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: page.lying ? 2 * Theme.margin + page.half : Theme.margin
        width: page.half
        spacing: Theme.gap

        AppButton {
            objectName: "help-withdraw"
            width: foot.one
            height: Theme.targetPrimary
            kind: "secondary"
            large: true
            textSize: Theme.type.bodyLarge.size
            padding: Theme.space(3)
            icon: Theme.elder ? "" : "check"
            label: Words.text("help.withdraw")
            onActivated: HelpModel.withdraw()
        }
        AppButton {
            objectName: "help-go-on"
            width: foot.one
            kind: "primary"
            textSize: Theme.type.bodyLarge.size
            padding: Theme.space(3)
            label: Words.text("help.close")
            onActivated: Shell.stay()
        }
    }
}
