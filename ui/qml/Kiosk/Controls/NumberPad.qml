pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// Digits, with 清空 at the left and 退一位 at the right.
Grid {
    id: root

    property string clearText: ""
    property string backspaceText: ""
    property real keyWidth: (width - 2 * columnSpacing) / 3
    property real keyHeight: Theme.targetPx(140)

    signal key(digit: string)
    signal clear
    signal backspace

    width: Theme.px(1000)
    columns: 3
    columnSpacing: Theme.gap
    rowSpacing: Theme.gapBelow

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "backspace"]

        PadKey {
            required property string modelData

            objectName: "pad-" + modelData
            width: root.keyWidth
            height: root.keyHeight
            caption: modelData === "clear" ? root.clearText : modelData === "backspace" ? "" : modelData
            icon: modelData === "backspace" ? "backspace" : ""
            accessibleName: modelData === "backspace" ? root.backspaceText : caption
            digit: modelData.length === 1
            onActivated: modelData === "clear" ? root.clear() : modelData === "backspace" ? root.backspace() : root.key(modelData)
        }
    }
}
