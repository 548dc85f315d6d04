pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 02: the question, the progress of one's cases, the groups with their spines.
Item {
    id: page

    BridgeView {
        anchors.right: parent.right
        anchors.bottom: progress.top
        anchors.bottomMargin: Theme.px(30)
        width: Theme.px(480)
        height: Theme.px(258)
    }
    Column {
        x: Theme.margin
        y: Theme.px(56)

        AppText {
            role: "bodyLarge"
            text: HomeModel.greeting
            color: Theme.color.textSecondary
        }
        AppText {
            objectName: "title"
            role: "display"
            text: Words.text("home.title")
        }
    }
    HomeActions {
        id: progress

        x: Theme.margin
        y: Theme.px(274)
        width: page.width - 2 * Theme.margin
        brief: false
        share: 0.53
    }
    HomeGroups {
        x: Theme.margin
        y: Theme.px(450)
        width: page.width - 2 * Theme.margin
        height: page.height - y - Theme.space(5)
        tallestCard: Theme.px(232)
    }
}
