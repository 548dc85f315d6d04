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

    Column {
        width: parent.width
        spacing: Theme.space(3)

        AppText {
            width: parent.width
            role: Theme.elder ? "heading" : "bodyLarge"
            font.weight: Font.Bold
            wrapMode: Text.Wrap
            text: consent.title
        }
        AppText {
            width: parent.width
            role: Theme.elder ? "body" : "caption"
            color: Theme.color.textSecondary
            wrapMode: Text.Wrap
            text: consent.text
        }
        Row {
            width: parent.width
            spacing: Theme.gap
            bottomPadding: Theme.edge

            Repeater {
                model: [true, false]

                AppButton {
                    required property bool modelData
                    objectName: "consent-" + consent.consentId.replace(/_/g, "-") + (modelData ? "-yes" : "-no")
                    width: (parent.width - Theme.gap) / 2
                    large: Theme.elder
                    chosen: consent.decided === (modelData ? "yes" : "no")
                    label: modelData ? consent.yes : consent.no
                    onActivated: ReviewModel.decide(consent.consentId, modelData)
                }
            }
        }
    }
}
