pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 15: five levels, nothing chosen beforehand, may be skipped.
Item {
    id: page
    objectName: "rate"

    readonly property bool apart: Theme.elder && Theme.landscape // the levels need the whole height
    readonly property real restHeight: reasonsArea.height + (Theme.landscape ? 0 : Theme.space(5)) // below the levels
        + (Theme.elder ? 0 : privacy.height + 2 * Theme.space(4))
    readonly property real levelRoom: (Theme.landscape ? height - Theme.space(5) : foot.y - restHeight) - levels.y
    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin

    Column {
        id: head
        x: page.apart ? 2 * Theme.margin + page.half : Theme.margin
        width: page.half
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            text: Words.text("rate.title")
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            color: Theme.color.textSecondary
            text: RatingModel.subject
        }
    }
    Column {
        id: levels
        x: Theme.margin
        y: page.apart ? 0 : head.height + Theme.space(Theme.tight ? 4 : 5)
        width: page.half
        spacing: Theme.gapBelow

        Repeater {
            model: RatingModel.levels

            RateLevel {
                width: levels.width
                height: Math.min(fullHeight, Math.max(Theme.targetMin, page.levelRoom / 5 - levels.spacing))
            }
        }
    }
    Column {
        id: reasonsArea

        x: Theme.landscape ? 2 * Theme.margin + page.half : Theme.margin
        y: page.apart ? head.height + Theme.space(5) : Theme.landscape ? 0 : levels.y + levels.height + Theme.space(4)
        width: page.half
        visible: y + height <= (privacy.visible ? privacy.y : foot.y)
        spacing: Theme.space(4)

        AppText {
            width: parent.width
            role: "bodyLarge"
            font.weight: Font.Bold
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            text: RatingModel.reasonsTitle
        }
        Grid {
            id: reasons
            width: parent.width
            columns: Theme.landscape ? 2 : 3
            columnSpacing: Theme.gap
            rowSpacing: Theme.gapBelow

            Repeater {
                model: RatingModel.reasons

                AppButton {
                    required property string reason
                    required label
                    required chosen

                    objectName: "reason-" + reason.replace(/_/g, "-")
                    width: (reasons.width - (reasons.columns - 1) * reasons.columnSpacing) / reasons.columns
                    height: Theme.targetMin
                    padding: Theme.space(2)
                    onActivated: RatingModel.toggle(reason)
                }
            }
        }
    }
    Row {
        id: privacy
        x: foot.x
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.space(4)
        visible: !Theme.elder
        spacing: Theme.space(3)
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "lock"
            size: Theme.iconInline
        }
        AppText {
            color: Theme.color.textSecondary
            text: Words.text("rate.privacy")
        }
    }
    Row {
        id: foot
        x: Theme.landscape ? 2 * Theme.margin + page.half : Theme.margin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        width: page.half
        spacing: Theme.gap

        AppButton {
            id: skip
            objectName: "skip"
            width: (foot.width - foot.spacing) * 0.3
            kind: "secondary"
            large: true
            label: Words.text("rate.skip")
            onActivated: RatingModel.skip()
        }
        AppButton {
            objectName: "send"
            width: foot.width - skip.width - foot.spacing
            kind: "primary"
            label: Words.text("rate.send")
            offReason: RatingModel.canSend ? "" : Words.text("rate.off")
            onActivated: RatingModel.send()
        }
    }
}
