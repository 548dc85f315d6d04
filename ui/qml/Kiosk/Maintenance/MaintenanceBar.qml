pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 16, 17: that this is no resident's screen, which machine it is, who is here, and the way out. It lies over the top bar.
Rectangle {
    id: root

    readonly property color ink: Theme.color.textOnBezel

    implicitHeight: Theme.topBar
    height: implicitHeight
    color: Theme.color.surfaceBezel
    Accessible.role: Accessible.StaticText
    Accessible.name: [Words.text("maintenance.title"), Shell.shortPlaceName, Shell.machineLine, Shell.clockText, MaintenanceMenuModel.who].filter(part => part.length > 0).join(", ")

    Icon {
        id: wrench

        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        name: "wrench"
        size: Theme.iconInline * 1.3
        color: root.ink
    }
    Column {
        anchors.left: wrench.right
        anchors.leftMargin: Theme.space(4)
        anchors.right: right.left
        anchors.rightMargin: Theme.space(4)
        anchors.verticalCenter: parent.verticalCenter

        AppText {
            role: "heading"
            size: Theme.elder ? 42 : 34
            text: Words.text("maintenance.title")
            color: root.ink
            Accessible.ignored: true
        }
        AppText {
            visible: !Theme.elder && !Theme.highContrast // its letters leave no room
            width: parent.width
            role: "caption"
            maximumLineCount: 1
            elide: Text.ElideRight
            text: [Shell.shortPlaceName, Shell.machineLine].join("  ")
            color: root.ink
            Accessible.ignored: true
        }
    }
    Row {
        id: right

        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space(5)

        Column {
            anchors.verticalCenter: parent.verticalCenter

            AppText {
                anchors.right: parent.right
                role: "heading"
                size: Theme.elder ? 42 : 34
                text: Shell.clockText
                color: root.ink
                Accessible.ignored: true
            }
            AppText {
                anchors.right: parent.right
                visible: text !== "" && !Theme.elder && !Theme.highContrast
                role: "caption"
                text: MaintenanceMenuModel.who
                color: root.ink
                Accessible.ignored: true
            }
        }
        AppButton {
            objectName: "modes"
            visible: !Theme.lowReach // there it stands below
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.targetMin
            width: Theme.targetMin
            padding: 0
            label: Words.text("top.display_short")
            accessibleName: Words.text("top.display")
            strong: true
            onActivated: Shell.openModes()
        }
        AppButton {
            objectName: "leave-maintenance"
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.targetMin
            icon: "exit"
            label: Words.text("maintenance.leave")
            strong: true
            onActivated: Shell.exit()
        }
    }
}
