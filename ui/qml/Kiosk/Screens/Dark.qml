pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 59: nothing is seen while somebody works by ear and wants it so; whoever helps them can light the screen again.
Rectangle {
    id: dark

    readonly property ColorRoles colors: Tokens.highContrast // in every mode

    objectName: "dark"
    color: colors.surfacePage

    TouchPlace {}
    Row {
        x: Theme.margin
        y: Theme.margin
        spacing: Theme.space(5)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "headphones"
            size: Theme.px(72)
            color: dark.colors.handFill
        }
        Column {
            AppText {
                role: "heading"
                color: dark.colors.textPrimary
                text: Words.text("dark.title")
            }
            AppText {
                role: "caption"
                color: dark.colors.textPrimary
                text: Words.text("dark.text")
            }
        }
    }
    Pressable {
        id: light

        objectName: "light-screen"
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: Theme.margin
        width: label.width + 2 * Theme.space(6)
        height: Theme.targetMin
        enabledForKeys: false // the keypad has its own way: the down key
        accessibleName: label.text
        onActivated: Shell.darkenScreen(false)

        Rectangle {
            anchors.fill: parent
            radius: Theme.radiusButton
            color: "transparent"
            border.width: Theme.outline
            border.color: light.down ? dark.colors.handFill : dark.colors.textPrimary
        }
        AppText {
            id: label

            anchors.centerIn: parent
            role: "heading"
            color: dark.colors.textPrimary
            text: Words.text("dark.light")
            Accessible.ignored: true
        }
    }
}
