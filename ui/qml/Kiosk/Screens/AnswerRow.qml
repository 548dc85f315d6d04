pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// One question of the standard form: a row to read or type into, or a row of tiles; small ways out below while it has the caret.
Column {
    id: row

    required property string answerId
    required property string kind
    required property string label
    required property string help
    required property string value
    required property string preedit
    required property string error
    required property bool focused
    required property bool filled
    required property bool optional
    required property bool canHold
    required property string source
    required property string sameText
    required property string pickText
    required property string sayText
    required property int slotCount
    required property string accessibleName
    readonly property bool narrow: width < Theme.px(800)
    readonly property string kebab: answerId.replace(/[_.]/g, "-")
    readonly property bool offersSame: kind === "text" && sameText !== "" && (focused || !filled)
    readonly property bool offersPicking: kind === "text" && pickText !== "" && (focused || !filled)
    readonly property bool offersSaying: kind === "text" && sayText !== "" // also to take it back
    readonly property bool offersLeavingOut: kind === "text" && optional && focused

    spacing: Theme.gapBelow

    FieldRow {
        objectName: "field-" + row.kebab
        visible: row.kind !== "choice"
        width: row.width
        label: row.label
        labelWidth: Theme.px(row.narrow ? 132 : 190)
        valueSize: row.narrow ? 28 : Theme.fieldSize
        value: row.value
        preedit: row.preedit
        help: row.focused || (row.optional && !row.filled) ? row.help : ""
        error: row.error
        kind: row.kind
        focused: row.focused
        canHold: row.canHold
        holdText: Words.text("form.hold")
        sourceText: row.source
        slotCount: row.focused ? row.slotCount : 0
        accessibleName: row.accessibleName
        onActivated: FormModel.focusOn(row.answerId)
        onHeld: on => on ? FormModel.hold(row.answerId) : FormModel.release()
    }

    Flow {
        visible: row.offersSame || row.offersPicking || row.offersSaying || row.offersLeavingOut
        width: row.width
        spacing: Theme.gap

        AppButton {
            objectName: "same-" + row.kebab
            visible: row.offersSame
            label: row.sameText
            icon: "id-card"
            onActivated: FormModel.useSame(row.answerId)
        }
        AppButton {
            objectName: "pick-" + row.kebab
            visible: row.offersPicking
            label: row.pickText
            icon: "location"
            onActivated: FormModel.pick(row.answerId)
        }
        AppButton {
            objectName: "say-" + row.kebab
            visible: row.offersSaying
            label: row.sayText
            icon: "microphone"
            onActivated: FormModel.sayIt(row.answerId)
        }
        AppButton {
            objectName: "leave-out-" + row.kebab
            visible: row.offersLeavingOut
            label: Words.text("form.leave_out")
            icon: "close"
            onActivated: FormModel.leaveOut(row.answerId)
        }
    }

    Column {
        visible: row.kind === "choice"
        width: row.width
        spacing: Theme.gapBelow

        Row {
            spacing: Theme.space(4)
            AppText {
                role: "heading"
                text: row.label
            }
            AppText {
                anchors.bottom: parent.bottom
                color: row.error !== "" ? Theme.color.statusDangerText : Theme.color.textSecondary
                text: row.error !== "" ? row.error : Words.text("form.choose_hint")
            }
        }

        Grid {
            id: tiles
            width: row.width
            columns: Theme.landscape && !row.narrow ? 3 : 1
            columnSpacing: Theme.gap
            rowSpacing: Theme.gapBelow

            Repeater {
                model: row.kind === "choice" ? FormModel.choicesOf(row.answerId) : null

                ChoiceTile {
                    required property string answerId
                    required property string value
                    required property string label
                    required icon
                    required consequence
                    required chosen

                    objectName: "choice-" + value.replace(/_/g, "-")
                    width: (tiles.width - (tiles.columns - 1) * tiles.columnSpacing) / tiles.columns
                    title: label
                    radio: true
                    Accessible.description: row.error !== "" ? row.error : row.label // who hears one tile hears what it answers
                    onActivated: FormModel.choose(answerId, value)
                }
            }
        }
    }
}
