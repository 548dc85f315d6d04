pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 40: above the digits, a day or an amount to be pressed together.
Column {
    id: steps

    readonly property real gap: Theme.gap
    spacing: Theme.gapBelow

    component StepKey: PadKey {
        height: Theme.targetMin
        digit: false
        textSize: Theme.elder ? 46 : 34
    }
    component PartSteps: Row {
        id: part

        required property string name
        required property string shown
        readonly property real key: Math.max(Theme.targetMin, Theme.px(84))

        width: (steps.width - 2 * steps.gap) / 3
        spacing: 0

        StepKey {
            objectName: part.name + "-less"
            width: part.key
            icon: "minus"
            accessibleName: Words.filled("form.step.less", "what", part.shown)
            onActivated: FormModel.moveDay(part.name, -1)
        }
        AppText {
            width: part.width - 2 * part.key
            height: Theme.targetMin
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            role: "bodyLarge"
            font.weight: Font.Bold
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.textPx(24)
            text: part.shown
        }
        StepKey {
            objectName: part.name + "-more"
            width: part.key
            icon: "plus"
            accessibleName: Words.filled("form.step.more", "what", part.shown)
            onActivated: FormModel.moveDay(part.name, 1)
        }
    }

    Row {
        visible: FormModel.steps === "day"
        spacing: steps.gap

        Repeater {
            model: [["yesterday", -1], ["today", 0], ["tomorrow", 1]]

            StepKey {
                required property var modelData

                objectName: "day-" + modelData[0]
                width: (steps.width - 2 * steps.gap) / 3
                caption: Words.text("form.step." + modelData[0])
                onActivated: FormModel.pickDay(modelData[1])
            }
        }
    }
    Row {
        visible: FormModel.steps === "day" && !Theme.elder // the question and its field need the room
        spacing: steps.gap

        PartSteps {
            name: "year"
            shown: FormModel.stepYear
        }
        PartSteps {
            name: "month"
            shown: FormModel.stepMonth
        }
        PartSteps {
            name: "day"
            shown: FormModel.stepDay
        }
    }
    Row {
        visible: FormModel.steps === "amount"
        spacing: steps.gap

        Repeater {
            model: [-100, 100, 500, 1000]

            StepKey {
                required property int modelData
                readonly property string way: modelData < 0 ? "minus" : "plus"

                objectName: "amount-" + way + "-" + Math.abs(modelData)
                width: (steps.width - 3 * steps.gap) / 4
                caption: Words.filled("form.step." + way, "count", Math.abs(modelData).toString())
                accessibleName: Words.filled("form.step." + way + "_name", "count", Math.abs(modelData).toString())
                onActivated: FormModel.addYuan(modelData)
            }
        }
    }
}
