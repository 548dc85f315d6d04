import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What was said is on disk; the words say whether it is there yet.
Item {
    id: page
    objectName: "word-kept"

    Column {
        y: Math.max(0, (foot.y - height) / 2)
        x: Theme.margin
        width: page.width - 2 * Theme.margin
        spacing: Theme.space(5)

        Arch {
            visible: !Theme.elder || !Theme.landscape
            anchors.horizontalCenter: parent.horizontalCenter
            width: Theme.px(Theme.landscape ? 150 : 220)
            height: width * 1.07
            color: Theme.color.statusSuccessFill

            Icon {
                anchors.centerIn: parent
                name: WordModel.keptName === "delivered" ? "check" : "saved-offline"
                size: Theme.iconHero
                color: Theme.color.textOnAction
            }
        }
        AppText {
            objectName: "title"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            role: "display"
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.textPx(44)
            text: WordModel.keptTitle
        }
        AppText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            role: "bodyLarge"
            color: Theme.color.textSecondary
            text: WordModel.keptHelp
        }
        Card {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width, Theme.px(1000))
            padding: Theme.space(5)

            Column {
                width: parent.width
                spacing: Theme.space(2)
                AppText {
                    color: Theme.color.textSecondary
                    text: Words.text("done.number")
                }
                AppText {
                    objectName: "number"
                    width: parent.width
                    role: "title"
                    text: WordModel.keptNumber
                }
                StatusPill {
                    objectName: "state"
                    kind: WordModel.keptPillKind
                    text: WordModel.keptPillText
                }
            }
        }
    }

    Row {
        id: foot
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        width: Theme.landscape ? (page.width - 3 * Theme.margin) / 2 : page.width - 2 * Theme.margin
        spacing: Theme.gap

        AppButton {
            id: another
            objectName: "look"
            width: (foot.width - foot.spacing) / 2.25
            kind: "secondary"
            large: true
            label: Words.text("word_kept.look")
            onActivated: WordModel.look()
        }
        AppButton {
            objectName: "finish"
            width: foot.width - another.width - foot.spacing
            kind: "primary"
            label: Words.text("supplied.finish")
            onActivated: WordModel.finish()
        }
    }
}
