pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Without a card: the platform answers a code, or this machine's own PIN.
Column {
    id: root

    spacing: Theme.gapBelow

    AppText {
        visible: !(Theme.elder && Theme.lowReach) // four large buttons have the room
        width: parent.width
        role: "heading"
        text: Words.text("maintenance.ways.title")
    }
    Repeater {
        model: SignInModel.isSecond ? [["answer", "technician"]] : [["answer", "technician"], ["answer", "clerk"], ["pin", "technician"], ["pin", "clerk"]]

        AppButton {
            required property var modelData

            objectName: "way-" + modelData.join("-")
            width: root.width
            height: Theme.targetPx(120)
            kind: "plain"
            icon: modelData[0] === "answer" ? "phone" : "keypad"
            label: Words.text("maintenance.ways." + modelData.join("."))
            onActivated: SignInModel.choose(modelData[0], modelData[1])
        }
    }
}
