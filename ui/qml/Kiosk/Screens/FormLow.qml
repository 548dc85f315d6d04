pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 56: typing in low reach. Above the middle stands what is typed and where one is, to be read; below it everything to press.
Item {
    id: page

    Column {
        id: head
        x: Theme.margin
        width: parent.width - 2 * x
        spacing: Theme.space(4)

        JourneySteps {
            width: parent.width
            current: 1
        }
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            fontSizeMode: Text.HorizontalFit
            maximumLineCount: 1
            text: FormModel.title
        }
        FormLowField {
            width: parent.width
        }
        FormLowStrip {
            width: parent.width
        }
    }
    Row {
        visible: y > head.y + head.height
        anchors.horizontalCenter: parent.horizontalCenter
        y: keyboard.y - height - Theme.space(6)
        spacing: Theme.space(3)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "low-reach"
            size: Theme.iconInline
        }
        AppText {
            role: "body"
            font.weight: Font.Bold
            text: Words.text("form.low.hint")
        }
    }
    FormKeyboard {
        id: keyboard
        anchors.bottom: parent.bottom
        width: parent.width
        low: true
        head: steps
        instead: same
    }
    Component {
        id: steps

        LowKeys {
            id: keys

            AppButton {
                objectName: "field-before"
                width: keys.quarter
                height: keys.height
                padding: Theme.space(2)
                icon: "chevron-up"
                label: Words.text("form.low.before")
                strong: true
                offReason: FormModel.hasFieldBefore ? "" : Words.text("form.low.first")
                onActivated: FormModel.focusBefore()
            }
            AppButton {
                objectName: "field-after"
                width: keys.quarter
                height: keys.height
                padding: Theme.space(2)
                icon: "chevron-down"
                label: Words.text("form.low.after")
                strong: true
                offReason: FormModel.hasFieldAfter ? "" : Words.text("form.low.last")
                onActivated: FormModel.focusAfter()
            }
        }
    }
    Component {
        id: same

        Row {
            spacing: Theme.gap

            AppButton {
                objectName: "same-" + FormModel.focusedAnswer.replace(/[_.]/g, "-")
                visible: FormModel.focusSameText !== ""
                height: Theme.targetPx(96)
                kind: "secondary"
                icon: "id-card"
                label: FormModel.focusSameText
                onActivated: FormModel.useSame(FormModel.focusedAnswer)
            }
            AppButton {
                objectName: "pick-" + FormModel.focusedAnswer.replace(/[_.]/g, "-")
                visible: FormModel.focusPickText !== ""
                height: Theme.targetPx(96)
                kind: "secondary"
                icon: "location"
                label: FormModel.focusPickText
                onActivated: FormModel.pick(FormModel.focusedAnswer)
            }
        }
    }
}
