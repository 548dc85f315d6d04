pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What the notice is about, and what comes after it.
Column {
    spacing: Theme.space(Theme.landscape ? 5 : 3)

    JourneySteps {
        visible: NoticeModel.countsSteps && !Theme.elder
        width: parent.width
        current: 0
    }
    AppText {
        objectName: "title"
        width: parent.width
        role: "display"
        text: Words.text(Theme.elder ? "notice.title_elder" : "notice.title")
    }
    AppText {
        width: parent.width
        role: "bodyLarge"
        text: NoticeModel.subject + "  " + Words.text("notice.hint")
        color: Theme.color.textSecondary
    }
    NoticeDuty {
        visible: Theme.landscape
        width: parent.width
    }
}
