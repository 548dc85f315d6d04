pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 03, 63: one question, six numbered answers.
Item {
    id: page

    readonly property int columnCount: Theme.landscape ? 3 : 2
    readonly property int rowCount: Math.ceil(leads.count / columnCount)

    VoiceCaption {
        id: question

        objectName: "question"
        x: Theme.landscape ? Theme.px(588) : Theme.margin
        y: Theme.landscape ? Theme.px(10) - Theme.topBar : 0
        width: (Theme.landscape ? Theme.px(936) - Theme.targetMin - Theme.gap : page.width - 2 * Theme.margin)
            - (speak.visible ? speak.width + Theme.gap : 0)
        height: Theme.landscape ? Theme.px(140) : Theme.px(196)
        large: !Theme.landscape
        steady: true
        speaking: Shell.captionText !== ""
        text: speaking ? Shell.captionText : Words.text("home.elder.title")
        subText: speaking ? "" : Words.text(speak.visible ? "home.elder.hint_spoken" : "home.elder.hint")
        litStart: Shell.captionLitStart
        litLength: Shell.captionLitLength
    }
    SpeakButton {
        id: speak

        visible: Shell.canListen && !Theme.landscape
        anchors.left: question.right
        anchors.leftMargin: Theme.gap
        anchors.verticalCenter: question.verticalCenter
        height: Math.min(question.height, Theme.targetPx(140)) - Theme.edge
    }
    Grid {
        id: grid

        readonly property real cardWidth: (width - (columns - 1) * columnSpacing) / columns
        readonly property real cardHeight: (height - Theme.edge) / page.rowCount - rowSpacing * (1 - 1 / page.rowCount)

        x: Theme.margin
        y: Theme.landscape ? Theme.px(26) : Theme.px(231)
        width: page.width - 2 * Theme.margin
        height: page.height - y - (Theme.landscape ? Theme.px(42) : Theme.px(84))
            - (below.visible ? below.height + rowSpacing : 0)
        columns: page.columnCount
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapBelow

        Repeater {
            id: leads

            model: HomeModel.leads

            ServiceCard {
                required property int index
                required icon
                required title
                required tone
                required offReason
                required property string numberText

                objectName: "lead-" + (index + 1)
                width: grid.cardWidth
                height: grid.cardHeight
                compact: false
                number: numberText
                onActivated: HomeModel.openLead(index + 1)
            }
        }
    }
    SpeakButton {
        id: below

        visible: Shell.canListen && Theme.landscape // the question stands in the top bar, which has no room for it
        x: grid.x
        y: grid.y + grid.height + grid.rowSpacing
        width: grid.width
        height: Theme.targetMin
    }
}
