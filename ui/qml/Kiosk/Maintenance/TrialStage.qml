pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What is looked at, touched or put somewhere in a self-test.
Item {
    id: root

    readonly property string trial: TrialModel.trial
    readonly property string drawing: ({id_card: "device-id-card", camera: "device-doc-camera"})[trial] ?? ""
    readonly property string sign: ({headphones: "headphones", lights: "info", beep: "read-aloud", speech: "voice-wave"})[trial] ?? ""

    Loader {
        anchors.fill: parent
        active: root.trial === "touch"
        sourceComponent: TouchGrid {}
    }
    Loader {
        width: parent.width
        active: root.trial === "keypad"
        sourceComponent: KeysFelt {}
    }
    Loader {
        anchors.fill: parent
        active: root.trial === "colours" && TrialModel.colour !== ""
        sourceComponent: ColourField {}
    }
    QrCode {
        anchors.centerIn: parent
        side: Math.min(parent.width, parent.height, Theme.px(520))
        text: TrialModel.code
    }
    Image {
        anchors.fill: parent
        visible: TrialModel.pictureKey !== ""
        source: visible ? "image://plate/" + TrialModel.pictureKey : ""
        sourceSize: Qt.size(width, height)
        fillMode: Image.PreserveAspectFit
        asynchronous: false
        cache: false
        Accessible.role: Accessible.Graphic
        Accessible.name: TrialModel.title
    }
    Illustration {
        visible: root.drawing !== "" && TrialModel.pictureKey === ""
        anchors.fill: parent
        name: root.drawing
    }
    Column {
        visible: root.sign !== ""
        anchors.centerIn: parent
        width: parent.width
        spacing: Theme.space(3)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: root.sign || "info"
            size: Math.max(Theme.iconTile, Math.min(root.width, root.height, Theme.px(320)) * 0.5)
        }
        AppText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            role: "heading"
            text: TrialModel.name
        }
        AppText {
            visible: text !== ""
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: TrialModel.loudness
        }
    }
}
