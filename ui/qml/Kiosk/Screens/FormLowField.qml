import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The one answer that is typed: which of how many, what it is called, what to write.
Card {
    id: field

    readonly property bool wrong: FormModel.focusError !== ""

    objectName: "field-" + FormModel.focusedAnswer.replace(/[_.]/g, "-")
    border.width: Theme.outlineChosen
    border.color: wrong ? Theme.color.statusDangerFill : Theme.color.actionPrimary
    color: wrong ? Theme.color.statusDangerSoft : Theme.color.surfaceCard
    padding: Theme.space(5)
    Accessible.role: Accessible.StaticText
    Accessible.name: FormModel.focusLabel

    Column {
        width: parent.width
        spacing: Theme.space(2)

        Flow {
            width: parent.width
            spacing: Theme.space(5)

            AppText {
                role: "body"
                text: FormModel.fieldPosition
                color: Theme.color.textSecondary
            }
            AppText {
                role: "body"
                font.weight: Font.Bold
                text: FormModel.focusLabel
            }
            AppText {
                role: "body"
                text: FormModel.focusHelp
                color: Theme.color.textSecondary
            }
        }
        FieldValue {
            width: parent.width
            focused: true
            size: 50
            value: FormModel.focusValue
            preedit: FormModel.focusPreedit
            slotCount: FormModel.focusSlots
        }
        Row {
            visible: field.wrong
            width: parent.width
            spacing: Theme.space(3)

            Icon {
                id: sign
                name: "warning"
                size: Theme.iconInline
                color: Theme.color.statusDangerText
            }
            AppText {
                objectName: "field-error"
                width: parent.width - sign.width - parent.spacing
                role: "body"
                font.weight: Font.Bold
                text: FormModel.focusError
                color: Theme.color.statusDangerText
            }
        }
    }
}
