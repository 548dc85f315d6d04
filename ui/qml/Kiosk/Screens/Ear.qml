pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 59: somebody works by ear. Whoever stands by sees what is said and what the keys do; the screen that is worked on lies
// below, where the keypad walks. One touch brings it back, another darkens all.
Rectangle {
    id: ear

    readonly property real room: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin
    readonly property bool low: Theme.lowReach
    readonly property bool close: Theme.landscape && Theme.elder // the keys have just their room

    objectName: "ear"
    color: Theme.color.surfacePage
    Accessible.role: Accessible.LayeredPane // for the eyes beside: the reader of the screen passes it over

    TouchPlace {}
    Row {
        id: head

        x: Theme.margin
        height: Theme.topBar
        spacing: Theme.space(5)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "headphones"
            size: Theme.px(72)
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter

            AppText {
                objectName: "ear-title"
                role: "heading"
                text: Words.text("dark.title")
            }
            AppText {
                role: "caption"
                color: Theme.color.textSecondary
                text: Words.text(Shell.inPrivate ? "ear.page.private" : "ear.page.room") + "  " + Shell.clockText
            }
        }
    }
    AppButton {
        id: look

        objectName: "look-again"
        enabledForKeys: false
        x: ear.low ? Theme.margin : parent.width - width - Theme.margin
        y: ear.low ? foot.y : (head.height - height) / 2
        kind: "secondary"
        icon: "eye"
        label: Words.text("ear.page.look")
        onActivated: Shell.lookAgain()
    }
    VoiceCaption {
        objectName: "ear-caption"
        x: Theme.margin
        y: head.height + Theme.headGap
        width: ear.room
        height: (Theme.landscape ? ear.height - Theme.space(5) - Theme.edge : keys.y - Theme.space(5)) - y
        large: true
        steady: true
        fullSize: 76
        speaking: Shell.captionText !== ""
        text: Shell.captionText !== "" ? Shell.captionText : Words.text("ear.page.silent")
        litStart: Shell.captionLitStart
        litLength: Shell.captionLitLength
    }
    Column {
        id: keys

        x: parent.width - Theme.margin - width
        y: foot.y - height - Theme.space(5)
        width: ear.room
        spacing: Theme.space(4)

        AppText {
            visible: !ear.close
            role: "heading"
            text: Words.text("ear.page.keys")
        }
        Grid {
            id: pad

            columns: 3
            spacing: Theme.space(4)

            Repeater { // as they lie round the select key
                model: ["volume", "up", "rate", "left", "select", "right", "help", "down", ""]

                EarKeyTile {
                    required property string modelData

                    name: modelData
                    width: (ear.room - 2 * pad.spacing) / 3
                }
            }
        }
        AppText {
            visible: !ear.close
            width: parent.width
            role: "body"
            text: Words.text("ear.page.asked")
        }
    }
    AppButton {
        id: foot

        objectName: "darken-screen"
        enabledForKeys: false
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: parent.width - Theme.margin - width
        width: ear.low ? ear.room - look.width - Theme.gap : ear.room
        height: ear.low ? look.height : implicitHeight
        kind: "primary"
        icon: "screen-off"
        label: Words.text(ear.low ? "ear.page.darken_short" : "ear.page.darken")
        onActivated: Shell.darkenScreen(true)
    }
}
