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
    readonly property real restHeight: (Theme.elder ? (apart ? 0 : Theme.targetMin + 2 * Theme.edge)
        : reasonsArea.height + privacy.height + 2 * Theme.space(4)) + (Theme.landscape ? 0 : Theme.space(5)) // below
    readonly property real levelRoom: (Theme.landscape ? height - Theme.space(5) : foot.y - restHeight) - levels.y
    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin

    Column {
        id: head
        visible: !RatingModel.asksWhy
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
        visible: !RatingModel.asksWhy
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
    RateReasons {
        id: reasonsArea

        x: Theme.landscape ? 2 * Theme.margin + page.half : Theme.margin
        y: Theme.landscape ? 0 : levels.y + levels.height + Theme.space(4)
        width: page.half
        visible: !Theme.elder && y + height <= (privacy.visible ? privacy.y : foot.y)
    }
    RateReasons { // an elder's second question
        visible: RatingModel.asksWhy
        x: Theme.margin
        width: page.width - 2 * Theme.margin
    }
    AppButton {
        objectName: "why"
        visible: RatingModel.whyText !== "" && y + height + Theme.gapBelow <= foot.y // low and large there is no room
        x: foot.x
        y: page.apart ? head.height + Theme.space(5) : levels.y + levels.height + Theme.gapBelow
        width: page.half
        trailingIcon: "chevron-right"
        label: RatingModel.whyText
        onActivated: RatingModel.tellWhy()
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
