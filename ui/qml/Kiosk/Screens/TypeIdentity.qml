pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Name and number by hand: the lowest identity level, and what that costs.
Page {
    id: page

    property string field: "name" // name, id_number, or empty when the keyboard is away
    readonly property bool typing: field !== ""
    readonly property real half: Theme.landscape ? (typing ? keyboard.x : width * 0.55) - 2 * Theme.margin
        : width - 2 * Theme.margin

    objectName: "type-identity"
    ownRow: typing

    function moveOn(): void {
        field = field === "name" ? "id_number" : "";
    }

    Column {
        x: Theme.margin
        width: page.half
        spacing: Theme.gapBelow

        JourneySteps {
            visible: !Theme.elder && !((Theme.landscape || Theme.lowReach) && page.typing)
            width: parent.width
            current: 0
        }
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            size: Theme.elder ? 72 : 58
            fontSizeMode: Text.HorizontalFit
            maximumLineCount: 1
            text: Words.text("type.title")
        }
        AppText {
            visible: !((Theme.elder || Theme.lowReach) && page.typing) // both fields stand above the keys
            width: parent.width
            role: "bodyLarge"
            text: TypeIdentityModel.limits
            color: Theme.color.textSecondary
        }
        AppText {
            objectName: "social-hint"
            visible: text !== ""
            width: parent.width
            role: "bodyLarge"
            text: TypeIdentityModel.socialHint
        }
        TypedField {
            answer: "name"
            width: parent.width
            label: Words.text("type.name.label")
            value: focused ? TypeIdentityModel.name : TypeIdentityModel.nameMasked
            error: TypeIdentityModel.nameProblem
        }
        TypedField {
            answer: "id_number"
            width: parent.width
            label: Words.text("type.id.label")
            value: focused ? TypeIdentityModel.idNumber : TypeIdentityModel.idMasked
            error: TypeIdentityModel.idProblem
            slotCount: focused ? TypeIdentityModel.missingCount : 0
        }
    }
    Row {
        id: foot

        visible: !page.typing
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        spacing: Theme.gap

        AppButton {
            id: card

            objectName: "card-instead"
            width: (foot.width - foot.spacing) / 2.25
            kind: "secondary"
            large: true
            label: Words.text("type.card_instead")
            onActivated: Shell.back()
        }
        AppButton {
            objectName: "next"
            width: foot.width - card.width - foot.spacing
            kind: "primary"
            label: Words.text("type.next")
            trailingIcon: "chevron-right"
            onActivated: TypeIdentityModel.next()
        }
    }
    TypeKeyboard {
        id: keyboard

        objectName: "keyboard"
        visible: page.typing
        field: page.field
        low: Theme.lowReach
        head: Theme.lowReach ? lowKeys : null
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        width: Theme.landscape ? implicitWidth : parent.width
        onDone: page.moveOn()
        onClosed: page.field = ""
    }

    Component {
        id: lowKeys

        LowKeys {
            id: keys

            AppButton {
                readonly property bool onName: page.field === "name"

                objectName: "field-other"
                width: keys.half
                height: keys.height
                padding: Theme.space(2)
                icon: onName ? "chevron-down" : "chevron-up"
                label: Words.text(onName ? "form.low.after" : "form.low.before")
                strong: true
                onActivated: page.field = onName ? "id_number" : "name"
            }
        }
    }

    component TypedField: FieldRow {
        property string answer: ""

        objectName: "field-" + answer.replace("_", "-")
        focused: page.field === answer
        preedit: focused ? keyboard.preedit : ""
        accessibleName: label
        onActivated: page.field = answer
    }
}
