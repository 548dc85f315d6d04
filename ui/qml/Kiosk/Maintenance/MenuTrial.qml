pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Screens
import Kiosk.ViewModels

// One self-test: what to do, where it is done, and what it came to.
Item {
    id: page
    objectName: "menu-trial"

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin

    Column {
        id: head

        x: Theme.margin
        width: page.half
        spacing: Theme.space(2)

        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            size: Theme.elder ? 62 : 58
            text: TrialModel.title
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            text: TrialModel.help
            color: Theme.color.textSecondary
        }
        SafeLine {
            objectName: "passed"
            visible: TrialModel.stage === "good"
            width: parent.width
            title: TrialModel.outcome
        }
        TroubleLine {
            objectName: "failed"
            visible: TrialModel.stage === "bad" || TrialModel.trouble !== ""
            width: parent.width
            title: TrialModel.stage === "bad" ? TrialModel.outcome : TrialModel.trouble
        }
    }
    TrialStage {
        x: Theme.margin
        y: head.height + Theme.space(4)
        width: page.half
        height: (Theme.landscape ? page.height - Theme.space(5) : foot.y - Math.max(Theme.gap, Theme.space(4))) - y
    }
    TrialFoot {
        id: foot

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.landscape ? page.half + 2 * Theme.margin : Theme.margin
        width: page.half
    }
}
