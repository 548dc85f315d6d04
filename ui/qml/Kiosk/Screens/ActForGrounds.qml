pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// On what somebody acts, what the other can do about it, and on which law it rests.
Column {
    id: asked

    spacing: Theme.space(3)

    AppText {
        width: parent.width
        role: "heading"
        text: Words.text("acting.ground.title")
    }
    Column {
        width: parent.width
        spacing: Theme.gapBelow

        Repeater {
            model: ActForModel.grounds

            ChoiceTile {
                required property string value
                required property string label
                required property string help
                required icon
                required number
                required chosen

                objectName: "ground-" + value
                width: asked.width
                height: Math.max(leastHeight, Theme.targetPx(Theme.landscape ? 112 : 132))
                radio: true
                plated: false
                title: label
                consequence: help
                onActivated: ActForModel.chooseGround(value)
            }
        }
    }
    Row {
        width: parent.width
        spacing: Theme.space(4)

        Icon {
            id: told
            name: "info"
            size: Theme.iconInline
        }
        Column {
            width: parent.width - told.width - parent.spacing

            AppText {
                width: parent.width
                role: "body"
                text: Words.text("acting.note")
                color: Theme.color.textSecondary
            }
            AppText {
                objectName: "basis"
                width: parent.width
                role: "caption"
                text: Words.text("acting.basis") + "  " + ActForModel.basis
                color: Theme.color.textSecondary
            }
        }
    }
}
