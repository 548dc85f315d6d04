import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The clerk's number to dial on one's own telephone, the slip once more, the other cases, and the way out.
Column {
    id: foot

    property bool primary: true
    property bool compact: false // everything in one row
    readonly property bool tall: compact || Theme.elder
    readonly property real small: Theme.px(Theme.elder ? (Theme.landscape ? 212 : 228) : tall ? (Theme.landscape ? 168 : 190) : 240)
    readonly property real rest: width - small - Theme.gap - (others.visible ? small + Theme.gap : 0) - (beside.visible ? beside.width + Theme.gap : 0)
    readonly property bool stacked: rest < 8 * Theme.textPx(Theme.sizes.textMinimum) // the number has a row of its own
    readonly property real key: !stacked ? small : others.visible ? (width - Theme.gapBelow) / 2 : width
    spacing: Theme.gapBelow

    Flow {
        width: foot.width
        spacing: foot.stacked ? Theme.gapBelow : Theme.gap

        Card {
            id: call
            width: foot.stacked ? foot.width : foot.rest
            height: reprint.height
            padding: Theme.space(4)

            Row {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width
                spacing: Theme.space(4)
                Icon {
                    id: sign
                    visible: !Theme.tight && call.width > Theme.px(Theme.elder ? 440 : 330)
                    anchors.verticalCenter: parent.verticalCenter
                    name: "phone"
                }
                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - (sign.visible ? sign.width + parent.spacing : 0)
                    AppText {
                        width: parent.width
                        role: "caption"
                        color: Theme.color.textSecondary
                        text: Words.text("case.call")
                    }
                    AppText {
                        objectName: "phone"
                        width: parent.width
                        role: Theme.elder ? "body" : "bodyLarge"
                        font.weight: Font.Bold
                        maximumLineCount: 1
                        fontSizeMode: Text.HorizontalFit
                        minimumPixelSize: Theme.textPx(24)
                        text: ProgressModel.phone
                    }
                }
            }
        }
        AppButton {
            id: reprint
            readonly property bool more: ProgressModel.actsText !== "" && ProgressModel.layout !== "correction" // the slip is one of them

            objectName: more ? "acts" : "reprint"
            width: foot.key
            height: foot.tall ? Theme.targetPrimary : Theme.targetMin
            padding: Theme.space(3)
            vertical: foot.tall
            icon: more ? "more" : "receipt"
            label: more ? ProgressModel.actsText : ProgressModel.reprintText
            offReason: more ? "" : ProgressModel.reprintOff
            onActivated: more ? ProgressModel.openActs() : ProgressModel.reprint()
        }
        AppButton {
            id: others
            objectName: "others"
            visible: ProgressModel.othersText !== ""
            width: foot.key
            height: reprint.height
            padding: Theme.space(3)
            vertical: foot.tall
            icon: "inbox"
            label: ProgressModel.othersText
            onActivated: ProgressModel.back()
        }
        AppButton {
            id: beside
            objectName: visible ? "finish" : ""
            visible: foot.primary && foot.compact
            width: Theme.px(Theme.landscape ? 180 : 220)
            kind: "primary"
            label: ProgressModel.finishText
            onActivated: ProgressModel.finish()
        }
    }
    AppButton {
        objectName: visible ? "finish" : ""
        visible: foot.primary && !foot.compact
        width: foot.width
        kind: "primary"
        label: ProgressModel.finishText
        onActivated: ProgressModel.finish()
    }
}
