pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Screens
import Kiosk.ViewModels

// 16, 64: what needs a hand first, then every device, the paper and the queue, and what can be done.
Item {
    id: page
    objectName: "menu-front"

    readonly property bool long: Theme.elder || Theme.tight // the buttons come after what is read, and are turned to
    readonly property bool beside: Theme.landscape && !long
    readonly property real half: beside ? (width - 3 * Theme.margin) * 0.64 : width - 2 * Theme.margin
    readonly property int tileColumns: Theme.tight || Theme.elder ? 2 : 4

    PagedArea {
        id: matter

        x: Theme.margin
        width: page.half
        anchors.top: parent.top
        anchors.bottom: page.long || page.beside ? parent.bottom : buttons.top
        anchors.bottomMargin: page.long || page.beside ? Theme.space(5) : Theme.gap
        spacing: Theme.space(4)

        SafeLine {
            objectName: MenuFrontModel.told !== "" ? "mended" : ""
            visible: MenuFrontModel.isWell || MenuFrontModel.told !== ""
            width: parent.width
            title: MenuFrontModel.told !== "" ? MenuFrontModel.told : MenuFrontModel.title
            line: MenuFrontModel.isWell ? Words.text("menu.well_line") : ""
        }
        Repeater {
            model: MenuFrontModel.needs

            NeedBanner {
                width: matter.width
            }
        }
        Grid {
            id: tiles

            width: parent.width
            columns: page.tileColumns
            spacing: Theme.gutter

            Repeater {
                model: MenuFrontModel.tiles

                DeviceTile {
                    width: (tiles.width - (tiles.columns - 1) * tiles.spacing) / tiles.columns
                }
            }
        }
        MenuCards {
            width: parent.width
        }
        MenuButtons {
            visible: page.long
            width: parent.width
            columns: Theme.elder && !Theme.landscape ? 2 : 4
        }
    }
    MenuButtons {
        id: buttons

        visible: !page.long
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.landscape ? matter.x + matter.width + Theme.margin : Theme.margin
        width: page.width - x - Theme.margin
        columns: Theme.landscape ? 3 : 4
    }
}
