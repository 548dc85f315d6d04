pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Screens
import Kiosk.ViewModels

// 17: first who somebody is, then what only they know.
Page {
    id: page

    readonly property bool typing: SignInModel.digitCount > 0
    readonly property real half: Theme.landscape ? width * 0.5 - 1.5 * Theme.margin : width - 2 * Theme.margin

    readonly property bool terse: typing && Theme.elder && Theme.lowReach // on the smallest panel the keys need all of it

    objectName: "maintenance-sign-in"

    Column {
        id: told

        x: Theme.margin
        width: page.half
        spacing: Theme.gapBelow

        SignInPanel {
            visible: !(page.terse && SignInModel.waits) // how long, above all
            width: parent.width
            brief: page.typing && (!Theme.landscape || Theme.elder)
            terse: page.terse
        }
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            size: 58
            fontSizeMode: Text.HorizontalFit
            maximumLineCount: 1
            text: SignInModel.title
        }
        CodeSlots {
            visible: page.typing
            width: parent.width
            count: SignInModel.digitCount
            filled: SignInModel.typedCount
            accessibleName: Words.filled("maintenance.typed", "count", SignInModel.typedCount)
        }
        Row {
            visible: SignInModel.note !== "" && (SignInModel.waits || !page.terse && !(Theme.elder && SignInModel.way === "answer")) && !(Theme.elder && SignInModel.problem !== "" && !SignInModel.waits)
            spacing: Theme.space(4)

            Icon {
                id: lock
                name: "lock"
                size: Theme.iconInline
            }
            AppText {
                width: told.width - lock.width - parent.spacing
                role: "body"
                text: SignInModel.note
                color: Theme.color.textSecondary
            }
        }
        AppText {
            objectName: "problem"
            visible: text !== "" && !(Theme.elder && SignInModel.waits) // what to wait for says it all
            width: parent.width
            role: "bodyLarge"
            text: SignInModel.problem
            color: Theme.color.statusDangerText
            font.weight: Font.Bold
        }
    }
    NumberPad {
        visible: page.typing
        enabled: visible && !SignInModel.checking
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.landscape ? page.half + 2 * Theme.margin : Theme.margin
        width: page.half
        keyHeight: Math.min(Theme.targetPx(140), (page.height - (Theme.landscape ? 0 : told.height) - Theme.space(10) - 3 * rowSpacing) / 4)
        clearText: Words.text("maintenance.clear")
        backspaceText: Words.text("maintenance.backspace")
        onKey: digit => SignInModel.type(digit)
        onClear: SignInModel.clear()
        onBackspace: SignInModel.erase()
    }
    SignInWays {
        visible: !page.typing
        enabled: visible
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.landscape ? page.half + 2 * Theme.margin : Theme.margin
        width: page.half
    }
}
