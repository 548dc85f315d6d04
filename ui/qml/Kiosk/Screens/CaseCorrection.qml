pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 51: what is missing, told once, with its reason; one way to supply it here.
Item {
    id: page
    objectName: "case-correction"

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin

    Head {
        visible: Theme.landscape
        x: Theme.margin
        width: page.half
    }
    PagedArea {
        x: Theme.landscape ? page.half + 2 * Theme.margin : Theme.margin
        width: page.half
        height: (foot.apart ? start.y : foot.y) - y - Theme.space(5)

        Head {
            visible: !Theme.landscape
            width: page.half
        }
        Repeater {
            model: ProgressModel.wanted

            WantedCard {
                width: page.half
            }
        }
        AppButton {
            objectName: "acts"
            visible: ProgressModel.actsText !== ""
            width: page.half
            icon: "more"
            label: ProgressModel.actsText
            onActivated: ProgressModel.openActs()
        }
    }

    CaseFoot {
        id: foot
        readonly property bool apart: Theme.landscape // left, so that the list has room
        x: Theme.margin
        y: (apart ? start.y + start.height - Theme.space(1) : start.y - Theme.gapBelow) - height
        width: page.half
        primary: false
    }
    AppButton {
        id: start
        objectName: "supply"
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        width: page.half
        kind: "primary"
        icon: "camera"
        label: ProgressModel.supplyText
        trailingIcon: "chevron-right"
        offReason: ProgressModel.supplyOff
        onActivated: ProgressModel.supply()
    }

    component Head: Column {
        spacing: Theme.space(5)

        CaseTitle {
            width: parent.width
        }
        Card {
            width: parent.width
            color: Theme.color.statusWaitingSoft
            outlined: Theme.highContrast

            Row {
                width: parent.width
                spacing: Theme.space(5)
                Icon {
                    id: icon
                    anchors.verticalCenter: parent.verticalCenter
                    name: "calendar"
                    size: Theme.px(56)
                    color: Theme.color.textPrimary
                }
                Column {
                    width: parent.width - icon.width - parent.spacing
                    AppText {
                        width: parent.width
                        role: "heading"
                        text: ProgressModel.deadlineTitle
                    }
                    AppText {
                        width: parent.width
                        text: ProgressModel.deadlineLine
                    }
                }
            }
        }
        Row {
            visible: !Theme.elder || !Theme.landscape
            width: parent.width
            spacing: Theme.space(3)
            Icon {
                id: info
                name: "info"
                size: Theme.iconInline
            }
            AppText {
                width: parent.width - info.width - parent.spacing
                color: Theme.color.textSecondary
                text: ProgressModel.assurance
            }
        }
    }
}
