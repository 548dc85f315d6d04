pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The person's cases, or why there is no list.
Item {
    id: page
    objectName: "case-list"

    readonly property bool found: ProgressModel.listState === "found"

    Column {
        id: head
        x: Theme.margin
        width: Theme.landscape ? Theme.px(1100) : page.width - 2 * Theme.margin
        spacing: Theme.space(4)

        SafeLine {
            visible: ProgressModel.listSafe !== ""
            width: parent.width
            title: ProgressModel.listSafe
        }
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            text: ProgressModel.listTitle
        }
        AppText {
            visible: text !== ""
            width: parent.width
            role: "bodyLarge"
            color: Theme.color.textSecondary
            text: ProgressModel.listHelp
        }
        AppText {
            visible: text !== ""
            width: parent.width
            role: "bodyLarge"
            text: ProgressModel.listWhatToDo
        }
        Wave {
            visible: ProgressModel.listState === "looking"
            running: visible && !Theme.still
        }
    }

    PagedArea {
        id: list

        anchors.top: head.bottom
        anchors.topMargin: Theme.space(5)
        anchors.bottom: Theme.landscape ? parent.bottom : foot.top
        anchors.bottomMargin: Math.max(Theme.space(4), Theme.gap)
        x: Theme.margin
        width: head.width
        spacing: Theme.gapBelow

        Repeater {
            model: ProgressModel.cases

            CaseTile {
                width: list.width
            }
        }
    }

    Row {
        id: foot
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        width: Theme.landscape ? page.width - head.width - 3 * Theme.margin : head.width
        spacing: Theme.gap

        AppButton {
            id: retry
            objectName: "retry"
            visible: ProgressModel.listState === "unavailable"
            width: visible ? (foot.width - foot.spacing) * 0.55 : 0
            kind: "secondary"
            large: true
            icon: Theme.elder && Theme.landscape ? "" : "restart"
            label: Words.text("cases.retry")
            onActivated: ProgressModel.retry()
        }
        AppButton {
            objectName: "finish"
            width: foot.width - (retry.visible ? retry.width + foot.spacing : 0)
            kind: "primary"
            label: Words.text("cases.finish")
            onActivated: ProgressModel.finish()
        }
    }
}
