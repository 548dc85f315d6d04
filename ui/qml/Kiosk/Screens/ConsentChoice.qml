pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// One extra: a yes and a no of the same size, none chosen beforehand. Leaving it open is a no and costs nothing.
Card {
    id: consent

    required property string consentId
    required property string title
    required property string text
    required property string yes
    required property string no
    required property string decided
    readonly property bool beside: !Theme.elder // the two keys stand beside the words, not below

    padding: Theme.space(Theme.elder ? 6 : 3)
    implicitHeight: (beside ? Math.max(words.height, keys.height + Theme.edge) : words.height + keys.height + Theme.space(6)) + 2 * padding

    Column {
        id: words
        width: consent.beside ? parent.width - keys.width - Theme.space(5) : parent.width
        spacing: Theme.space(1)

        AppText {
            width: parent.width
            role: Theme.elder ? "heading" : "label"
            font.weight: Font.Bold
            text: consent.title
        }
        AppText {
            width: parent.width
            role: Theme.elder ? "body" : "caption"
            color: Theme.color.textSecondary
            text: consent.text
        }
    }
    Row {
        id: keys
        y: consent.beside ? (parent.height - height - Theme.edge) / 2 : parent.height - height - Theme.edge
        x: consent.beside ? parent.width - width : 0
        width: consent.beside ? Theme.px(Theme.landscape ? 392 : 420) : parent.width
        spacing: Theme.gap

        Repeater {
            model: [true, false]

            AppButton {
                required property bool modelData
                objectName: "consent-" + consent.consentId.replace(/_/g, "-") + (modelData ? "-yes" : "-no")
                width: (keys.width - keys.spacing) / 2
                padding: Theme.space(2)
                large: Theme.elder
                chosen: consent.decided === (modelData ? "yes" : "no")
                label: modelData ? consent.yes : consent.no
                accessibleName: label + ", " + consent.title // who hears it alone hears what it answers
                Accessible.role: Accessible.RadioButton
                Accessible.checkable: true
                Accessible.checked: chosen
                onActivated: ReviewModel.decide(consent.consentId, modelData)
            }
        }
    }
}
