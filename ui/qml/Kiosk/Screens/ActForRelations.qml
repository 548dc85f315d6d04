pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What the one who stands here is to the other.
Column {
    id: asked

    readonly property int columns: Theme.elder || Theme.highContrast ? 2 : Theme.lowReach ? 3 : Theme.landscape ? 4 : 5

    spacing: Theme.space(3)

    AppText {
        width: parent.width
        role: "heading"
        text: Words.text("acting.relation.title")
    }
    Grid {
        width: parent.width
        columns: asked.columns
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapBelow

        Repeater {
            model: ActForModel.relations

            AppButton {
                required property string value
                required property string number
                required label
                required chosen

                objectName: "relation-" + value
                width: (asked.width - (asked.columns - 1) * Theme.gap) / asked.columns
                padding: Theme.space(2)
                icon: chosen ? "check" : ""
                strong: true
                accessibleName: number === "" ? label : number + ", " + label
                Accessible.role: Accessible.RadioButton
                Accessible.checkable: true
                Accessible.checked: chosen
                onActivated: ActForModel.chooseRelation(value)
            }
        }
    }
}
