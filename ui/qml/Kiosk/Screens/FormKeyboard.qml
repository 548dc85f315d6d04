pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What types into the answer that has the caret: the keyboard for words, the pad for numbers of any kind.
Rectangle {
    id: keyboard

    readonly property bool digits: FormModel.keyboard === "digits"
    implicitHeight: column.height + Theme.space(4) + Theme.space(5)
    color: Theme.color.surfaceSunk

    Rectangle {
        width: parent.width
        height: Theme.hair
        color: Theme.color.lineHair
    }

    Column {
        id: column
        x: Theme.margin
        y: Theme.space(4)
        width: parent.width - 2 * x
        spacing: Theme.gapBelow

        Item {
            width: parent.width
            height: close.height
            Row {
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.space(4)
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "edit"
                    size: Theme.iconInline
                }
                AppText {
                    color: Theme.color.textSecondary
                    text: FormModel.focusLabel
                }
            }
            AppButton {
                id: close
                objectName: "keyboard-close"
                anchors.right: parent.right
                icon: "chevron-down"
                label: Words.text("keyboard.close")
                onActivated: FormModel.closeKeyboard()
            }
        }
        NumberPad {
            width: parent.width
            clearText: Words.text("keyboard.clear")
            backspaceText: Words.text("keyboard.backspace")
            onKey: digit => FormModel.commit(digit)
            onClear: FormModel.clear()
            onBackspace: FormModel.erase()
        }
        AppButton {
            objectName: "keyboard-done"
            width: parent.width
            kind: "primary"
            label: Words.text("keyboard.done")
            onActivated: FormModel.done()
        }
    }
}
