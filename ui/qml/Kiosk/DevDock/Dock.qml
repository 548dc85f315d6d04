import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// Stands beside the terminal's window in the demo. Never part of the terminal: only kiosk.app.demo.dock loads it.
Window {
    id: window

    title: DevDock.word(DevDock.language, "title")
    color: Theme.color.surfacePage

    Column {
        id: hands

        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: DockSizes.margin
        spacing: DockSizes.gap * 1.5

        Item {
            width: parent.width
            height: DockSizes.row

            DockText {
                anchors.verticalCenter: parent.verticalCenter
                text: window.title
                font.bold: true
            }
            DockButton {
                objectName: "dock-language"
                anchors.right: parent.right
                label: DevDock.word(DevDock.language, "language")
                onActivated: DevDock.changeLanguage()
            }
        }
        DockResidents {
            width: parent.width
            height: Math.min(wantedHeight, window.height * DockSizes.residentsShare)
        }
        DockSection {
            width: parent.width
            title: DevDock.word(DevDock.language, "card")
            acts: DevDock.card
        }
        DockSection {
            width: parent.width
            title: DevDock.word(DevDock.language, "printer")
            acts: DevDock.printer
        }
        DockSection {
            width: parent.width
            title: DevDock.word(DevDock.language, "world")
            acts: DevDock.network
        }
        DockSection {
            width: parent.width
            title: DevDock.word(DevDock.language, "staff")
            acts: DevDock.staff
        }
        DockMicrophone {
            width: parent.width
        }
        DockFacts {
            width: parent.width
        }
        DockText {
            objectName: "dock-problem"
            width: parent.width
            visible: text.length > 0
            text: DevDock.problem
            color: Theme.color.statusDangerText
            wrapMode: Text.Wrap
            maximumLineCount: 3
        }
    }
    Row {
        anchors.top: hands.bottom
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: DockSizes.margin
        spacing: DockSizes.gap

        DockSlip {
            width: (parent.width - parent.spacing) / 2
            height: parent.height
        }
        DockSpoken {
            width: (parent.width - parent.spacing) / 2
            height: parent.height
        }
    }
}
