pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Screens
import Kiosk.ViewModels

// How much paper there is, until when it lasts, and what was used on each of the last days.
Item {
    id: page
    objectName: "menu-paper"

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin

    PagedArea {
        id: matter

        x: Theme.margin
        width: page.half
        anchors.top: parent.top
        anchors.bottom: Theme.landscape ? parent.bottom : foot.top
        anchors.bottomMargin: Theme.landscape ? Theme.space(5) : Theme.gap

        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            size: 58
            text: Words.text("menu.paper.title")
        }
        PaperCard {
            width: parent.width
            title: MenuPaperModel.length
            share: MenuPaperModel.shareText
            line: MenuPaperModel.line
            end: MenuPaperModel.end
        }
        GuideNote {
            width: parent.width
            icon: "send"
            title: Words.text("menu.paper.warned")
        }
        DayBars {
            visible: !Theme.landscape
            width: parent.width
        }
    }
    DayBars {
        visible: Theme.landscape
        x: matter.x + matter.width + Theme.margin
        width: page.half
    }
    AppButton {
        id: foot

        objectName: "change-paper"
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.landscape ? page.half + 2 * Theme.margin : Theme.margin
        width: page.half
        kind: "primary"
        label: Words.text("menu.paper.change")
        onActivated: MenuPaperModel.change()
    }
}
