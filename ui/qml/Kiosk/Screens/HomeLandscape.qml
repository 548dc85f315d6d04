pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 20: question and progress on the left, the groups on the right.
Item {
    id: page

    Item {
        id: panel

        x: Theme.margin
        y: Theme.px(2)
        width: Theme.px(560)
        height: parent.height - y - Theme.px(32)

        Rectangle {
            anchors.fill: parent
            radius: Theme.radiusPanel
            color: Theme.color.surfaceCard
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.px(338)
            radius: Theme.radiusPanel
            color: Theme.color.surfaceWater
        }
        BridgeView {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.px(296)
            width: parent.width
            height: Theme.px(372)
            waterLine: height - Theme.px(42)
        }
        Column {
            x: Theme.px(36)
            y: Theme.px(56)

            AppText {
                role: "bodyLarge"
                text: HomeModel.greeting
                color: Theme.color.textSecondary
            }
            AppText {
                objectName: "title"
                width: panel.width - 2 * parent.x
                role: "display"
                maximumLineCount: 1
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.textPx(Theme.sizes.textMinimum)
                text: Words.text("home.title")
            }
        }
        AppButton {
            objectName: "search"
            anchors.bottom: progress.top
            anchors.bottomMargin: Theme.gapBelow
            x: progress.x
            width: progress.width
            height: Math.max(progress.height, leastHeight + 2 * Theme.space(1))
            kind: "primary"
            icon: Shell.canListen ? "microphone" : "search"
            textSize: Theme.type.heading.size
            label: Words.text(Shell.canListen ? "listen.home.title" : "home.search.title")
            subLabel: Theme.tight ? "" : Words.text(Shell.canListen ? "listen.home.text" : "home.search.text")
            onActivated: Shell.canListen ? HomeModel.speak() : HomeModel.search()
        }
        AppButton {
            id: progress

            objectName: "progress"
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.px(28) + Theme.edge
            x: Theme.px(28)
            width: parent.width - 2 * x
            height: Math.max(Theme.targetPrimary, leastHeight + 2 * Theme.space(1))
            kind: "secondary"
            edgeColor: Theme.color.textSecondary
            icon: "case-progress"
            textSize: Theme.type.heading.size
            label: Words.text("home.progress.title")
            subLabel: Theme.tight ? "" : Words.text("home.progress.text")
            offReason: HomeModel.progressOff
            onActivated: HomeModel.showProgress()
        }
    }
    HomeGroups {
        x: panel.x + panel.width + Theme.px(36)
        y: panel.y
        width: page.width - x - Theme.px(40)
        height: panel.height
        tallestCard: Theme.px(178)
    }
}
