pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// What is drawn, told and laid over.
Column {
    id: root

    required property var words
    required property var rail
    required property var faultyRail
    required property var stages
    required property var spans
    property bool landscape: false
    property string pressed: ""

    spacing: Theme.space(6)

    SignaturePad {
        objectName: "signature"
        x: Theme.margin
        width: Theme.px(760)
        title: root.words.sign
    }
    BridgeProgress {
        x: Theme.margin
        width: Math.min(parent.width - 2 * x, Theme.px(1000))
        model: root.spans
        walkerIndex: 2
    }
    Repeater {
        model: [0, 0.08, 0.6, 1]

        LevelMeter {
            required property real modelData

            x: Theme.margin
            running: true
            level: modelData
            text: root.words.listening
        }
    }
    LevelMeter {
        x: Theme.margin
        text: root.words.notListening
    }
    Waveform {
        x: Theme.margin
        width: Math.min(parent.width - 2 * x, Theme.px(1000))
        levels: [0, 0.02, 0.1, 0.3, 0.6, 1, 0.4]
    }
    Card {
        x: Theme.margin
        width: Math.min(parent.width - 2 * x, Theme.px(1000))

        Timeline {
            width: parent.width
            model: root.stages
        }
    }
    Row {
        x: Theme.margin
        spacing: Theme.space(5)

        DeviceHint {
            width: Theme.px(1000)
            device: "id-card"
            whereTitle: root.words.where
            whereText: root.words.whereLine
            stepTexts: root.words.movements
        }
        DeviceHint {
            visible: Theme.landscape
            width: Theme.px(780)
            device: "receipt"
            whereTitle: root.words.slip
            whereText: root.words.slipLine
        }
    }
    DeviceHint {
        visible: !Theme.landscape
        x: Theme.margin
        width: Theme.px(1000)
        device: "receipt"
        whereTitle: root.words.slip
        whereText: root.words.slipLine
    }
    NumberPad {
        x: Theme.margin
        width: Math.min(parent.width - 2 * x, Theme.px(1000))
        clearText: root.words.clear
        backspaceText: root.words.backspace
        onKey: digit => root.pressed = digit
    }
    Item {
        width: parent.width
        height: Theme.px(1200)

        AppDialog {
            shown: true
            title: root.words.stillThere
            text: root.words.stillThereText
            safeLabel: root.words.here
            otherLabel: root.words.leave
            otherIcon: "exit"
            note: root.words.kept
            onSafe: root.pressed = "dialog-safe"
        }
    }
    Column {
        width: parent.width

        BottomBar {
            width: parent.width
            backText: root.words.goBack
            homeText: root.words.home
            readText: root.words.readAloud
            helpText: root.words.help
            countdownText: "1:52"
            countdownFraction: 0.93
            speaking: true
            atHome: true
            onHelp: root.pressed = "help"
        }
        BottomBar {
            width: parent.width
            inSession: false
            readText: root.words.readAloud
            helpText: root.words.help
            progressText: root.words.progress
        }
    }
    DeviceRail { width: root.landscape ? implicitWidth : parent.width; height: root.landscape ? Tokens.landscapeHeight : implicitHeight; model: root.rail }
    DeviceRail { width: root.landscape ? implicitWidth : parent.width; height: root.landscape ? Tokens.landscapeHeight : implicitHeight; model: root.faultyRail }
    PayGallery {
        width: parent.width
        words: root.words
    }
}
