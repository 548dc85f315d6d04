pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Screens
import Kiosk.ViewModels

// The way to the platform: whether it is in reach, how fast, until when its certificate holds, and how the last day was.
Item {
    id: page
    objectName: "menu-network"

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin

    PagedArea {
        id: matter

        x: Theme.margin
        width: page.half
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5)

        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            size: 58
            text: Words.text("menu.network.title")
        }
        Repeater {
            model: MenuNetworkModel.facts

            Card {
                id: fact

                required property string label
                required property string value
                required property string health

                width: matter.width
                padding: Theme.space(4)
                inOnePiece: true

                Row {
                    width: parent.width
                    spacing: Theme.space(4)

                    Icon {
                        id: sign
                        anchors.verticalCenter: parent.verticalCenter
                        name: fact.health === "ok" ? "check-circle" : fact.health === "bad" ? "warning" : "more"
                        size: Theme.iconInline * 1.2
                        color: fact.health === "bad" ? Theme.color.statusDangerText : Theme.color.textBrand
                    }
                    Column {
                        width: parent.width - sign.width - parent.spacing

                        AppText {
                            width: parent.width
                            role: "caption"
                            text: fact.label
                            color: Theme.color.textSecondary
                        }
                        AppText {
                            width: parent.width
                            role: "heading"
                            wrapMode: Text.WrapAnywhere
                            text: fact.value
                        }
                    }
                }
            }
        }
        GuideNote {
            width: parent.width
            icon: "info"
            title: Words.text("menu.network.manager")
        }
        DayPlot {
            visible: !Theme.landscape
            width: parent.width
        }
    }
    DayPlot {
        visible: Theme.landscape
        x: matter.x + matter.width + Theme.margin
        width: page.half
    }
}
