pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The matter of one elder question: tiles to choose from, or a field and the short ways round it.
Column {
    id: question

    required property string answerId
    required property string kind
    required property string value
    required property string preedit
    required property string error
    required property bool focused
    required property bool filled
    required property bool optional
    required property string sameText
    required property string pickText
    required property string sayText
    required property int slotCount
    required property string accessibleName
    readonly property string kebab: answerId.replace(/[_.]/g, "-")
    readonly property bool paired: Theme.landscape && share(choices.count) < Theme.targetMin // one below the other they have no room
    readonly property real tileHeight: Math.min(Theme.px(!Theme.landscape ? 224 : paired ? 224 : 146),
        Math.max(Theme.targetMin, share(paired ? Math.ceil(choices.count / 2) : choices.count)))

    spacing: Theme.gapBelow

    function share(rowCount: int): real {
        return (height - Theme.edge - (rowCount - 1) * spacing) / Math.max(1, rowCount);
    }

    Grid {
        id: tiles

        visible: question.kind === "choice"
        columns: question.paired ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: question.spacing

        Repeater {
            id: choices

            model: question.kind === "choice" ? FormModel.choicesOf(question.answerId) : null

            ChoiceTile {
                required property string answerId
                required property string value
                required property string label
                required icon
                required consequence
                required number
                required chosen
                required beingRead

                objectName: "choice-" + value.replace(/_/g, "-")
                width: (question.width - (tiles.columns - 1) * tiles.columnSpacing) / tiles.columns
                height: question.tileHeight
                title: label
                brief: question.paired && label.length > 12
                readingText: Words.text("form.being_read")
                onActivated: FormModel.choose(answerId, value)
            }
        }
    }
    AppText {
        visible: question.kind === "choice" && question.error !== ""
        color: Theme.color.statusDangerText
        text: question.error
    }

    FieldRow {
        objectName: "field-" + question.kebab
        visible: question.kind !== "choice"
        width: question.width
        value: question.value
        preedit: question.preedit
        error: question.error
        kind: "text"
        focused: question.focused
        slotCount: question.focused ? question.slotCount : 0
        accessibleName: question.accessibleName
        onActivated: FormModel.focusOn(question.answerId)
    }
    Flow {
        id: ways

        readonly property bool large: !((Theme.tight || Theme.landscape) && question.focused) // the keys need the room

        visible: question.kind === "text" && !(Theme.lowReach && question.focused) // there it stands with the keys
        width: question.width
        spacing: Theme.landscape ? Theme.gapBelow : Theme.gap // beside the keys they may stand in two rows

        AppButton {
            objectName: "same-" + question.kebab
            visible: question.sameText !== ""
            large: ways.large
            icon: "id-card"
            label: question.sameText
            onActivated: FormModel.useSame(question.answerId)
        }
        AppButton {
            objectName: "pick-" + question.kebab
            visible: question.pickText !== ""
            large: ways.large
            icon: "location"
            label: question.pickText
            onActivated: FormModel.pick(question.answerId)
        }
        AppButton {
            objectName: "say-" + question.kebab
            visible: question.sayText !== ""
            large: ways.large
            label: question.sayText
            icon: "microphone"
            onActivated: FormModel.sayIt(question.answerId)
        }
        AppButton {
            objectName: "leave-out-" + question.kebab
            visible: question.optional && !question.filled && question.focused
            large: true
            icon: "close"
            label: Words.text("form.skip")
            onActivated: FormModel.next()
        }
    }
}
