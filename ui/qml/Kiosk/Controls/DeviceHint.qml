pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk.Theme

// What the hand does at the machine: the same machine, the same hand, one lit part; below, up to three steps in words.
Card {
    id: root

    property string device: "id-card" // id-card, receipt, doc-camera, rest, fault
    property string whereTitle: ""
    property string whereText: ""
    property list<string> stepTexts: []
    property int step: 0
    property bool running: true
    property real progress: 1 // receipt: how much of the paper has come out, 0…1
    property bool handShown: true
    property bool lying: false // id-card: it rests on the reader
    property string machineName: Theme.landscape ? "machine-landscape-id" : "machine-portrait-id" // empty for none
    property real pictureHeight: height > 0 ? height - steps.height : picture.naturalHeight
    readonly property bool slip: device === "receipt"
    // A lying drawing leaves a column free for words; where that is too narrow they stand above it.
    readonly property real column: width - (slip ? 400 : 530) * Math.max(width / (slip ? 880 : 1010), pictureHeight / (slip ? 720 : 640))
    readonly property bool apart: Theme.landscape && picture.layered && where.visible && column < 7 * Theme.textPx(Theme.type.heading.size)

    padding: 0
    implicitHeight: picture.naturalHeight + steps.height
    Accessible.role: Accessible.Graphic
    Accessible.name: [whereTitle, whereText, ...stepTexts].filter(part => part.length > 0).join(", ")

    DevicePicture {
        id: picture

        x: root.border.width
        y: root.apart ? where.y + where.height + Theme.space(4) : root.border.width
        width: root.width - 2 * x
        height: root.pictureHeight - y
        device: root.device
        running: root.running && root.visible
        progress: root.progress
        handShown: root.handShown
        lying: root.lying
        headRoom: root.height > 0 && where.visible ? where.y + where.height + Theme.space(4) : 0
    }
    Rectangle {
        // the side column of a lying machine reaches the card's corners: this rounds them
        visible: Theme.landscape && picture.layered
        anchors.fill: parent
        anchors.margins: -border.width
        radius: root.radius + border.width
        color: "transparent"
        border.width: Theme.space(3)
        border.color: Theme.color.surfacePage
    }
    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: "transparent"
        border.width: root.border.width
        border.color: root.border.color
    }
    Rectangle {
        visible: root.slip && Theme.elder && !Theme.landscape && where.visible
        anchors.left: where.left
        anchors.leftMargin: -Theme.space(3)
        anchors.top: where.top
        anchors.topMargin: -Theme.space(5)
        width: root.width - root.border.width - x
        height: root.pictureHeight - root.border.width - y
        radius: Theme.radiusSmall
        color: root.color
    }
    Grid {
        id: where

        visible: root.whereTitle.length > 0
        columns: Theme.landscape && !root.apart ? 1 : 2 // lying panels: the dark column is near, so words stand below the little machine
        x: root.slip && !Theme.landscape ? parent.width * 0.4 : Theme.px(Theme.landscape ? 40 : 30)
        y: root.slip && !Theme.landscape ? root.pictureHeight - height - Theme.px(40)
            : Theme.px(root.slip ? 48 : Theme.elder ? 36 : 24)
        spacing: Theme.space(5)

        Illustration {
            visible: !root.slip && !Theme.elder && root.device === "id-card" && root.machineName.length > 0
            width: Theme.px(Theme.landscape ? 170 : 126)
            height: Theme.px(Theme.landscape ? 160 : 240)
            name: root.machineName
        }
        Rectangle {
            visible: root.slip && (!Theme.elder || Theme.landscape)
            width: Theme.px(66)
            height: width
            radius: width / 2
            color: Theme.color.handFill

            Icon {
                anchors.centerIn: parent
                name: "receipt"
                size: parent.width * 0.6
                color: Theme.color.textOnHand
            }
        }
        Column {
            id: words

            readonly property real room: (root.apart ? root.width : Theme.landscape ? picture.glassWidth
                : root.slip ? root.width : Theme.px(Theme.elder ? 470 : 490)) - where.x - x - Theme.space(3)

            topPadding: root.slip || Theme.elder ? 0 : Theme.px(Theme.landscape ? 16 : 56)

            AppText {
                width: Math.min(implicitWidth, words.room)
                role: "heading"
                text: root.whereTitle
                Accessible.ignored: true
            }
            AppText {
                width: Math.min(implicitWidth, words.room)
                role: "bodyLarge"
                text: root.whereText
                color: Theme.color.textSecondary
                Accessible.ignored: true
            }
        }
    }
    Item {
        id: steps

        visible: root.stepTexts.length > 0
        y: root.pictureHeight
        width: root.width
        height: visible ? Theme.px(Theme.elder ? 112 : 108) : 0

        Rectangle {
            width: parent.width
            height: Theme.hair
            color: Theme.color.lineHair
        }
        RowLayout {
            anchors.fill: parent
            spacing: 0

            Repeater {
                model: root.stepTexts

                DeviceStep {
                    required property int index
                    required property string modelData

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    number: index + 1
                    text: modelData
                    lit: index === root.step
                    divided: index > 0
                }
            }
        }
    }
    Pressable { // shows it once more
        anchors.fill: parent
        touchKind: "backdrop"
        touchBelow: 0
        enabledForKeys: false
        Accessible.ignored: true
        onActivated: picture.again()
    }
}
