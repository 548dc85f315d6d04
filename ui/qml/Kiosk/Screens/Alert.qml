pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 13: a warning of the authorities. Its level in words, three things to do, where to go; over everything but the bar.
Rectangle {
    id: page

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin

    objectName: "alert"
    color: Theme.color.statusDangerSoft
    Accessible.role: Accessible.AlertMessage
    Accessible.name: AlertModel.title

    TouchPlace {} // what lies below is out of reach
    AlertHead {
        id: head

        width: Theme.landscape ? page.half + 1.5 * Theme.margin : parent.width
        height: Theme.landscape ? parent.height : implicitHeight
    }
    PagedArea {
        id: matter

        x: Theme.landscape ? 2 * Theme.margin + page.half : Theme.margin
        y: Theme.landscape ? Theme.margin : head.height + Theme.space(5)
        width: page.half
        height: foot.y - y - Theme.space(5)

        AppText {
            width: parent.width
            role: "title"
            text: Words.text("alert.do")
            Accessible.role: Accessible.Heading
        }
        Grid {
            id: acts

            readonly property real cardWidth: (width - (columns - 1) * columnSpacing) / columns

            width: parent.width
            columns: Theme.elder || Theme.landscape ? 1 : 3
            columnSpacing: Theme.gutter
            rowSpacing: Theme.space(4)

            Repeater {
                model: AlertModel.acts

                AlertAct {
                    width: acts.cardWidth
                }
            }
        }
        NearbyCard {
            objectName: "refuge"
            visible: AlertModel.refugeName !== ""
            width: parent.width
            walk: AlertModel.refugeWalk
            lead: Words.text("alert.refuge")
            name: AlertModel.refugeName
            way: AlertModel.refugeWay
            note: AlertModel.duty
        }
        AppText {
            visible: AlertModel.refugeName === ""
            width: parent.width
            role: "bodyLarge"
            text: AlertModel.duty
        }
    }
    Row {
        id: foot

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: matter.x
        width: matter.width
        spacing: Theme.gap

        AppButton {
            objectName: "alert-help"
            width: (foot.width - foot.spacing) * 0.56
            kind: "danger"
            large: true
            icon: "phone-call"
            label: Words.text("alert.help")
            onActivated: AlertModel.askForHelp()
        }
        AppButton {
            objectName: "alert-go-on"
            width: (foot.width - foot.spacing) * 0.44
            kind: "secondary"
            large: true
            textSize: Theme.type.bodyLarge.size
            padding: Theme.space(3)
            label: AlertModel.goOnText
            onActivated: AlertModel.goOn()
        }
    }
}
