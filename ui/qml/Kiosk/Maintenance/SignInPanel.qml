pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What is shown of the card or the code, and what to do with it.
Card {
    id: root

    readonly property bool byCode: SignInModel.way === "answer"
    readonly property real pictureWidth: byCode ? Theme.px(SignInModel.codeUrl !== "" ? 260 : 0) : Theme.px(400)

    padding: Theme.space(6)

    Illustration {
        visible: !root.byCode && SignInModel.way !== "pin"
        width: root.pictureWidth
        height: parent.height
        name: "device-staff-card"
    }
    QrCode {
        visible: root.byCode && SignInModel.codeUrl !== ""
        anchors.verticalCenter: parent.verticalCenter
        side: Theme.px(240)
        text: SignInModel.codeUrl
    }
    Column {
        x: SignInModel.way === "pin" || root.pictureWidth === 0 ? 0 : root.pictureWidth + Theme.space(6)
        width: parent.width - x
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space(4)

        StatusPill {
            kind: "ok"
            text: SignInModel.cardTitle !== "" ? Words.text("maintenance.card.step_done") : ""
        }
        AppText {
            width: parent.width
            visible: text !== ""
            role: "title"
            text: root.byCode ? SignInModel.code : SignInModel.cardTitle
        }
        AppText {
            width: parent.width
            visible: text !== ""
            role: "bodyLarge"
            text: SignInModel.cardLine
            color: Theme.color.textSecondary
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            text: SignInModel.cardMay !== "" ? SignInModel.cardMay : SignInModel.text
            color: Theme.color.textSecondary
        }
    }
}
