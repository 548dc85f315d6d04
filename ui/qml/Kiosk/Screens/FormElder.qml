pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 06, 05b: one question on the page, spoken, with its three tiles or its one field.
Item {
    id: page

    readonly property bool typing: FormModel.keyboard !== ""

    Column {
        id: head
        x: Theme.margin
        width: (!Theme.landscape ? page.width : page.typing ? keyboard.x : page.width - foot.width - Theme.gap) - 2 * Theme.margin
        spacing: Theme.space(3)

        StepHeader {
            width: parent.width
            steps: Array.from({ length: FormModel.pageCount }, () => "")
            current: FormModel.page
            positionText: FormModel.position
        }
        Row {
            width: parent.width
            spacing: Theme.gap

            AppText {
                objectName: "title"
                anchors.verticalCenter: parent?.verticalCenter
                width: parent.width - (speak.visible ? speak.width + parent.spacing : 0)
                role: "display"
                fontSizeMode: Text.HorizontalFit
                maximumLineCount: 1
                text: FormModel.title
            }
            SpeakButton {
                id: speak

                visible: Shell.canListen && !page.typing
            }
        }
        VoiceCaption {
            visible: !Theme.landscape
            width: parent.width
            steady: true
            large: !page.typing && !Theme.lowReach
            speaking: Shell.captionText !== ""
            text: Shell.captionText || FormModel.help || Words.text("form.choose_hint")
            litStart: Shell.captionLitStart
            litLength: Shell.captionLitLength
        }
    }

    Repeater {
        model: FormModel.rows

        ElderQuestion {
            x: Theme.margin
            y: head.y + head.height + Theme.space(5)
            width: head.width
            height: (Theme.landscape ? page.height : page.typing ? keyboard.y : foot.y) - y - Math.max(Theme.space(4), Theme.gap)
        }
    }

    ElderFoot {
        id: foot
        visible: !page.typing

        AppButton {
            objectName: "ask"
            width: foot.secondWidth
            kind: "secondary"
            large: true
            icon: "help-person"
            label: Words.text("form.ask_short")
            onActivated: FormModel.askForHelp()
        }
        AppButton {
            objectName: "next"
            width: foot.primaryWidth
            kind: "primary"
            label: FormModel.nextText
            offReason: FormModel.nextOff
            onActivated: FormModel.next()
        }
    }

    FormKeyboard {
        id: keyboard
        visible: page.typing
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        width: Theme.landscape ? implicitWidth : parent.width
        low: Theme.lowReach
        head: Theme.lowReach ? lowKeys : FormModel.steps !== "" && !Theme.landscape && !Theme.tight ? steps : null
    }
    Component {
        id: steps
        FormSteps {}
    }
    Component {
        id: lowKeys

        LowKeys {
            id: keys

            AppButton {
                objectName: "same-" + FormModel.focusedAnswer.replace(/[_.]/g, "-")
                visible: FormModel.focusSameText !== ""
                width: keys.half
                height: keys.height
                padding: Theme.space(2)
                label: FormModel.focusSameText
                onActivated: FormModel.useSame(FormModel.focusedAnswer)
            }
        }
    }
}
