pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 14: one huge answer; a touch anywhere beside it is the same answer.
AppDialog {
    id: question

    objectName: "time-is-up"
    shown: Shell.overlay === "TimeIsUp"
    title: Words.text("timeout.title")
    titleShown: false
    beside: false
    handShown: true
    note: shown ? Shell.overlayNote : ""
    safeLabel: Words.text("timeout.stay")
    otherLabel: Words.text("timeout.leave")
    otherIcon: "exit"
    onSafe: Shell.stay()
    onOther: Shell.leave()
    missedCounts: true
    onMissed: Shell.stay()

    Row {
        width: parent?.width ?? 0
        spacing: Theme.px(56)

        Countdown {
            id: ring

            diameter: Theme.px(310)
            text: Shell.secondsText
            subText: Words.text("timeout.seconds")
            fraction: Shell.secondsFraction
            warning: true
        }
        Column {
            anchors.verticalCenter: parent?.verticalCenter
            width: parent.width - ring.width - parent.spacing
            spacing: Theme.space(3)

            AppText {
                width: parent.width
                role: "display"
                size: Theme.type.display.size + 12
                text: question.title
            }
            AppText {
                width: parent.width
                role: "bodyLarge"
                text: question.shown ? Shell.overlayText : ""
            }
        }
    }
}
