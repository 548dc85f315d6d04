import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 12, 36: the case is safe, only the slip waits for a hand; what can be done without it.
Item {
    id: page
    objectName: "printer-fault"

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) * 0.55 : width - 2 * Theme.margin

    readonly property bool apart: Theme.elder && Theme.landscape // the ways out stand at the right
    readonly property real tileHeight: Theme.px(Theme.landscape ? (Theme.elder ? 168 : 130) : Theme.elder ? 214 : 152)

    Column {
        id: words
        x: Theme.margin
        width: page.half
        spacing: Theme.space(Theme.landscape ? 4 : 5)

        SafeLine {
            width: parent.width
            title: DoneModel.safeTitle
            line: DoneModel.numberLine
        }
        Column {
            width: parent.width
            AppText {
                objectName: "title"
                width: parent.width
                role: "display"
                maximumLineCount: 1
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.textPx(44)
                text: DoneModel.title
            }
            AppText {
                width: parent.width
                role: "bodyLarge"
                color: Theme.color.textSecondary
                text: DoneModel.help
            }
        }
    }

    Column {
        id: ways
        x: page.apart ? words.x + words.width + Theme.margin : Theme.margin
        y: page.apart ? 0 : words.height + Theme.space(Theme.landscape ? 4 : 5)
        width: page.apart ? page.width - x - Theme.margin : page.half
        spacing: Theme.gapBelow

        ChoiceTile {
            objectName: "show-code"
            width: parent.width
            icon: "qr-scan"
            title: Words.text(Theme.elder ? "done.choice.code.title_elder" : "done.choice.code.title")
            consequence: Words.text("done.choice.code.text")
            trailingIcon: "chevron-right"
            height: Math.max(page.tileHeight, implicitHeight)
            onActivated: DoneModel.showCode()
        }
        ChoiceTile {
            objectName: "decline"
            width: parent.width
            icon: "no-receipt"
            title: Words.text("done.choice.none.title")
            consequence: Words.text("done.choice.none.text")
            trailingIcon: "chevron-right"
            height: Math.max(page.tileHeight, implicitHeight)
            onActivated: DoneModel.decline()
        }
    }

    Card {
        visible: !Theme.elder
        x: Theme.landscape ? words.x + words.width + Theme.margin : Theme.margin
        y: Theme.landscape ? 0 : Math.max(ways.y + ways.height + Theme.space(6), page.height - height - Theme.space(6))
        width: page.width - x - Theme.margin
        height: Theme.landscape ? page.height - Theme.space(5) : Math.min(Theme.px(540), page.height - ways.y - ways.height - Theme.space(9))
        padding: Theme.hair

        FaultDrawing {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.max(0, (note.y - height) / 2)
            width: Math.min(parent.width - Theme.space(6), note.y / 0.46)
        }
        Row {
            id: note
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.space(5)
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.space(3)
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "warning"
                size: Theme.iconInline
            }
            AppText {
                text: Words.text("done.print.knife")
            }
        }
    }

    AppButton {
        objectName: "ask"
        visible: Theme.elder
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(6) + Theme.edge
        x: Theme.margin
        width: page.half
        kind: "secondary"
        large: true
        icon: "help-person"
        label: Words.text("done.choice.help_elder")
        onActivated: DoneModel.askForHelp()
    }
}
