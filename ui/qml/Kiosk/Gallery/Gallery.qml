pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Every control in all its states, one below the other, for the eye and for tests. Words come from outside.
Window {
    id: root

    required property var words // text by name
    required property var rail
    required property var faultyRail
    required property var stages
    required property var spans
    property string mode: "standard"
    property real panelShortMm: Theme.panelShortMm
    property bool landscape: false
    property string pressed: "" // what was activated last

    width: landscape ? Tokens.landscapeWidth : Tokens.portraitWidth
    height: sheet.height
    color: Theme.color.surfacePage

    Binding { target: Theme; property: "mode"; value: root.mode }
    Binding { target: Theme; property: "reducedMotion"; value: true }
    Binding { target: Theme; property: "windowWidth"; value: root.landscape ? Tokens.landscapeWidth : Tokens.portraitWidth }
    Binding { target: Theme; property: "windowHeight"; value: root.landscape ? Tokens.landscapeHeight : Tokens.portraitHeight }

    Column {
        id: sheet

        width: parent.width
        spacing: Theme.space(6)
        bottomPadding: Theme.space(6)

        TopBar {
            width: parent.width
            placeName: root.words.place
            shortPlaceName: root.words.shortPlace
            machineLine: root.words.machine
            clockText: "09:41"
            onlineText: root.words.online

            AppButton {
                objectName: "top-button"
                icon: "elder-mode"
                label: root.words.display
                strong: true
            }
        }
        Flow {
            x: Theme.margin
            width: parent.width - 2 * x
            spacing: Theme.gapBelow

            Repeater {
                model: ["primary", "secondary", "plain", "danger", "hand"]

                AppButton {
                    required property string modelData

                    objectName: "button-" + modelData
                    kind: modelData
                    large: false
                    icon: modelData === "danger" ? "phone-call" : modelData === "hand" ? "hand-tap" : ""
                    label: root.words.submit
                    onActivated: root.pressed = objectName
                }
            }
            AppButton { kind: "primary"; large: false; busy: true; busyLabel: root.words.busy; label: root.words.submit; objectName: "button-busy"; onActivated: root.pressed = objectName }
            AppButton { kind: "primary"; large: false; offReason: root.words.offReason; label: root.words.submit; objectName: "button-off"; onActivated: root.pressed = objectName; onRefused: root.pressed = "refused" }
            AppButton { here: true; icon: "home"; label: root.words.home; strong: true }
            AppButton { chosen: true; label: root.words.reason }
            AppButton { vertical: true; icon: "restart"; label: root.words.again }
            AppButton { kind: "secondary"; width: Theme.px(440); height: Theme.px(140); icon: "case-progress"; label: root.words.progress; subLabel: root.words.progressLine; textSize: 38 }
            AppButton { objectName: "button-large"; kind: "primary"; width: Theme.px(520); label: root.words.submit; trailingIcon: "chevron-right" }
            HoldButton { objectName: "hold"; label: root.words.hold }
        }
        StepHeader {
            x: Theme.margin
            width: Math.min(parent.width - 2 * x, Theme.px(1000))
            steps: root.words.steps
            current: 2
            positionText: root.words.position
        }
        Row {
            id: cards
            x: Theme.margin
            spacing: Theme.gap

            Spine { height: Theme.px(232); text: root.words.group; visible: !Theme.elder }
            ServiceCard { objectName: "service"; icon: "medical"; title: root.words.care; examples: root.words.examples; number: Theme.elder ? root.words.one : "" }
            ServiceCard { icon: "social-security"; title: root.words.insurance; offReason: root.words.back; visible: !Theme.elder || Theme.landscape }
            ServiceCard { icon: "report-issue"; tone: "place"; title: root.words.report; examples: root.words.offlineToo; pill: root.words.storable; visible: !Theme.elder }
            ServiceCard { icon: "bill-pay"; tone: "work"; title: root.words.pay; number: root.words.two; visible: Theme.elder }
        }
        Column {
            x: Theme.margin
            width: Math.min(parent.width - 2 * x, Theme.px(1000))
            spacing: Theme.gapBelow

            FieldRow { width: parent.width; kind: "locked"; label: root.words.applicant; value: root.words.masked; sourceText: root.words.fromCard }
            FieldRow { objectName: "field"; width: parent.width; kind: "locked"; label: root.words.idNumber; value: root.words.maskedId; canHold: true; holdText: root.words.hold }
            FieldRow { width: parent.width; label: root.words.address; value: root.words.typed; preedit: "er dan yuan"; help: root.words.addressHelp; focused: true }
            FieldRow { width: parent.width; label: root.words.phone; value: "1385"; focused: true; slotCount: 11 }
            FieldRow { width: parent.width; label: root.words.phone; value: "1385"; error: root.words.digitsMissing }
            FieldRow { objectName: "field-phone"; width: parent.width; label: root.words.phone; value: "138****5678"; onActivated: root.pressed = objectName }
            ChoiceTile { objectName: "choice"; width: parent.width; icon: "social-card"; title: root.words.toCard; consequence: root.words.toCardLine; number: root.words.one; onActivated: root.pressed = objectName }
            ChoiceTile { width: parent.width; icon: "social-card"; title: root.words.toCard; consequence: root.words.toCardLine; beingRead: true; readingText: root.words.reading }
            ChoiceTile { width: parent.width; icon: "social-card"; title: root.words.toCard; consequence: root.words.toCardLine; chosen: true }
            ChoiceTile { width: parent.width; icon: "social-card"; title: root.words.toCard; offReason: root.words.back }
            ChoiceTile { width: parent.width; icon: "face-satisfied"; title: root.words.satisfied; plated: false; radio: true; chosen: true }
            ChoiceTile { width: parent.width; icon: "face-dissatisfied"; title: root.words.satisfied; plated: false; radio: true }
            CheckRow { objectName: "check"; width: parent.width; label: root.words.understood; onActivated: checked = !checked }
            CheckRow { width: parent.width; label: root.words.understood; checked: true }
            VoiceCaption { width: parent.width; text: root.words.caption; litStart: 2; litLength: 3 }
            VoiceCaption { width: parent.width; text: root.words.caption + root.words.caption + root.words.caption; litStart: 2; litLength: 3 }
        }
        Flow {
            x: Theme.margin
            width: parent.width - 2 * x
            spacing: Theme.space(4)

            Repeater {
                model: ["ok", "waiting", "bad", "info", "none"]

                StatusPill {
                    required property string modelData

                    kind: modelData
                    text: root.words.pill
                }
            }
            Countdown { text: "1:52"; fraction: 0.93 }
            Countdown { text: "0:20"; fraction: 0.17; warning: true }
            Countdown { text: root.words.paused; paused: true }
            Countdown { text: "20"; subText: root.words.secondsLeft; diameter: Theme.px(306); fraction: 0.67; warning: true }
            QrCode { text: "https://example.org/HSL-0421-0037" }
            Toast { text: root.words.toast; icon: "network-on"; lasting: true }
        }
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
    }
}
