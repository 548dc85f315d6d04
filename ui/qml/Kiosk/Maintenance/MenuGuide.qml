pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Screens
import Kiosk.ViewModels

// 65: one step, its picture, what the machine sees of it, and three answers.
Item {
    id: page
    objectName: "menu-guide"

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin

    Column {
        id: head

        x: Theme.margin
        width: page.half
        spacing: Theme.space(3)

        StepHeader {
            width: parent.width
            visible: MenuGuideModel.steps.length > 1
            steps: MenuGuideModel.steps
            current: MenuGuideModel.index
            positionText: MenuGuideModel.position
        }
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            size: Theme.elder ? 60 : 54
            maximumLineCount: 2
            text: MenuGuideModel.title
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            text: MenuGuideModel.help
            color: Theme.color.textSecondary
        }
        TroubleLine {
            visible: MenuGuideModel.told !== "" || MenuGuideModel.isStuck
            width: parent.width
            title: MenuGuideModel.isStuck ? Words.text("mend.stuck_title") : MenuGuideModel.told
            line: MenuGuideModel.isStuck ? MenuGuideModel.stuckLine : ""
        }
    }
    Card {
        id: picture

        x: Theme.landscape ? page.half + 2 * Theme.margin : Theme.margin
        y: Theme.landscape ? 0 : head.height + Theme.space(4)
        width: page.half
        height: (Theme.landscape ? foot.y - Theme.space(5) : notes.y - Theme.space(4)) - y
        padding: Theme.space(4)

        Illustration {
            anchors.fill: parent
            anchors.bottomMargin: knife.visible ? knife.height : 0
            name: MenuGuideModel.picture
        }
        Column {
            id: knife

            anchors.bottom: parent.bottom
            visible: MenuGuideModel.warning !== ""
            width: parent.width
            spacing: Theme.space(1)

            StatusPill {
                kind: "bad"
                text: MenuGuideModel.warning
            }
            AppText {
                width: parent.width
                text: MenuGuideModel.warningLine
                color: Theme.color.textSecondary
            }
        }
    }
    Column {
        id: notes

        anchors.bottom: Theme.landscape ? parent.bottom : foot.top
        anchors.bottomMargin: Theme.landscape ? Theme.space(5) : Theme.space(4)
        x: Theme.margin
        width: page.half
        spacing: Theme.space(3)

        GuideNote {
            visible: MenuGuideModel.seen !== ""
            width: parent.width
            icon: "eye"
            title: MenuGuideModel.seen
        }
        GuideNote {
            visible: MenuGuideModel.nextTitle !== ""
            width: parent.width
            icon: "receipt"
            title: MenuGuideModel.nextTitle
            line: MenuGuideModel.nextLine
        }
    }
    Grid {
        id: foot

        readonly property bool stacked: Theme.elder || Theme.tight
        readonly property real third: stacked ? width : (width - 2 * columnSpacing) / 3.6

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: picture.x
        width: page.half
        columns: stacked ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapBelow

        AppButton {
            objectName: "stuck"
            width: foot.stacked ? foot.width : foot.third * 1.2
            kind: "secondary"
            large: true
            icon: "help-person"
            label: Words.text("mend.stuck")
            onActivated: MenuGuideModel.stuck()
        }
        AppButton {
            objectName: "step-done"
            width: foot.stacked ? foot.width : foot.width - foot.third * 1.2 - foot.columnSpacing
            kind: "primary"
            trailingIcon: "chevron-right"
            label: MenuGuideModel.doneText
            onActivated: MenuGuideModel.done()
        }
    }
}
