pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What was good, or bad: any number of them, also none.
Column {
    id: area

    spacing: Theme.space(4)

    AppText {
        width: parent.width
        role: Theme.elder ? "title" : "bodyLarge"
        font.weight: Font.Bold
        maximumLineCount: Theme.elder ? 2 : 1
        fontSizeMode: Text.HorizontalFit
        text: RatingModel.reasonsTitle
    }
    Grid {
        id: reasons

        width: parent.width
        columns: Theme.landscape === Theme.elder ? 3 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapBelow

        Repeater {
            model: RatingModel.reasons

            AppButton {
                required property string reason
                required label
                required chosen

                objectName: "reason-" + reason.replace(/_/g, "-")
                width: (reasons.width - (reasons.columns - 1) * reasons.columnSpacing) / reasons.columns
                height: Theme.targetMin
                padding: Theme.space(2)
                Accessible.role: Accessible.CheckBox
                Accessible.checkable: true
                Accessible.checked: chosen
                onActivated: RatingModel.toggle(reason)
            }
        }
    }
}
