pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What is shown of the card or the code, and what to do with it. Large letters take the picture's place.
Card {
    id: root

    property bool brief: false // the keys need the room
    property bool terse: false // and all of it: what has to be read is enough
    readonly property bool byCode: SignInModel.way === "answer"
    readonly property bool drawn: !terse && !byCode && SignInModel.way !== "pin" && !(Theme.elder && (brief || SignInModel.problem !== ""))
    readonly property bool coded: byCode && !terse && SignInModel.codeUrl !== ""
    readonly property real pictureWidth: drawn ? Theme.px(brief ? 360 : 400) : coded ? code.side : 0

    padding: Theme.space(brief ? 5 : 6)
    implicitHeight: Math.max(words.height, drawn ? Theme.px(brief ? 240 : 340) : 0, coded ? code.side : 0) + 2 * padding
    height: implicitHeight

    Illustration {
        visible: root.drawn
        width: root.pictureWidth
        height: parent.height
        name: "device-staff-card"
    }
    QrCode {
        id: code

        visible: root.coded
        anchors.verticalCenter: parent.verticalCenter
        side: Theme.px(240)
        text: SignInModel.codeUrl
    }
    Column {
        id: words

        x: root.pictureWidth === 0 ? 0 : root.pictureWidth + Theme.space(6)
        width: parent.width - x
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space(3)

        StatusPill {
            kind: "ok"
            text: SignInModel.cardTitle !== "" && !root.terse && !(root.brief && Theme.elder) ? Words.text("maintenance.card.step_done") : ""
        }
        AppText {
            objectName: "staff-code"
            width: parent.width
            visible: text !== ""
            role: "title"
            text: root.byCode ? SignInModel.code : SignInModel.cardTitle
        }
        AppText {
            width: parent.width
            visible: text !== ""
            role: "body"
            text: SignInModel.cardLine
            color: Theme.color.textSecondary
        }
        AppText {
            width: parent.width
            visible: !(root.terse && SignInModel.way !== "pin") && !(root.brief && Theme.elder && SignInModel.cardMay !== "")
            role: "body"
            text: SignInModel.cardMay !== "" ? SignInModel.cardMay : SignInModel.text
            color: Theme.color.textSecondary
        }
    }
}
