pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 38: one entry's guide; for an item that can be filed here also the way in.
Item {
    id: page

    objectName: "information"

    Column {
        id: head

        x: Theme.margin
        width: page.width - 2 * Theme.margin

        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            fontSizeMode: Text.HorizontalFit
            maximumLineCount: 1
            text: InformationModel.title
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            text: InformationModel.summary
            color: Theme.color.textSecondary
        }
    }
    PagedArea {
        id: left

        x: Theme.margin
        y: head.height + Theme.space(5)
        width: (Theme.landscape ? (page.width - 2 * Theme.margin - Theme.space(7)) * 0.53 : page.width - 2 * Theme.margin)
        height: foot.matterEnd - y - Theme.space(5)

        GuideFacts {
            width: parent.width
        }
        GuideMatter {
            visible: !Theme.landscape
            width: parent.width
        }
        GuideRest {
            width: parent.width
        }
    }
    PagedArea {
        visible: Theme.landscape
        x: left.x + left.width + Theme.space(7)
        y: left.y
        width: page.width - x - Theme.margin
        height: left.height

        GuideMatter {
            width: parent.width
        }
    }
    Item {
        id: foot

        readonly property real matterEnd: InformationModel.isFiledHere ? y : page.height

        visible: InformationModel.isFiledHere
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.landscape ? left.x + left.width + Theme.space(7) : Theme.margin
        width: page.width - x - Theme.margin
        height: Theme.targetPrimary

        AppButton {
            objectName: "apply"
            anchors.fill: parent
            kind: "primary"
            label: Words.text("guide.apply")
            trailingIcon: "chevron-right"
            offReason: InformationModel.offReason
            onActivated: InformationModel.begin()
        }
    }
}
