pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// What is pressed and what is filled in.
Column {
    id: root

    required property var words
    property string pressed: "" // what was activated last

    spacing: Theme.space(6)


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
}
