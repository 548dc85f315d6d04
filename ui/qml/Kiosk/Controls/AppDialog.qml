pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Input

// A question over the screen: the safe answer is primary and first. Lies under the BottomBar, which stays in reach.
FocusScope {
    id: root

    property bool shown: false
    property string title: ""
    property string text: ""
    property string note: ""
    property string safeLabel: ""
    property string otherLabel: ""
    property string otherIcon: ""
    property string otherKind: "secondary"
    property bool handShown: false // a hand points at the safe answer
    property bool missedCounts: false // a touch beside the answers is one
    property real widest: Theme.px(1000)
    property bool titleShown: title.length > 0
    property bool beside: Theme.landscape && otherLabel.length > 0 // the two answers beside each other
    default property alias content: slot.data

    signal safe
    signal other
    signal missed // touched beside the answers

    anchors.fill: parent
    visible: shown
    focus: shown
    Accessible.role: Accessible.Dialog
    Accessible.name: title

    Rectangle {
        anchors.fill: parent
        color: Theme.color.scrim
    }
    TouchPlace {
        touchKind: root.missedCounts ? "own" : "shield"
    }
    MouseArea {
        anchors.fill: parent
        onPressed: if (!Touch.pressing)
            root.missed()
    }
    Rectangle {
        id: panel

        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.lowReach ? parent.height - height - Theme.space(3) : (parent.height - height) / 2
        width: Math.min(parent.width - 2 * Theme.margin, root.widest)
        height: Math.min(parent.height, body.height + 2 * Theme.px(56))
        radius: Theme.px(40)
        color: Theme.color.surfaceCard
        border.width: Theme.highContrast ? Theme.outline : 0
        border.color: Theme.color.lineControl

        Column {
            id: body

            x: Theme.px(56)
            y: Theme.px(56)
            width: parent.width - 2 * x
            spacing: Theme.space(5)

            AppText {
                width: parent.width
                visible: root.titleShown
                role: "display"
                text: root.title
                Accessible.role: Accessible.Heading
            }
            AppText {
                width: parent.width
                visible: text.length > 0
                role: "bodyLarge"
                text: root.text
            }
            Column {
                id: slot
                width: parent.width
                spacing: Theme.space(5)
            }
            Grid {
                id: answers

                readonly property real one: (width - columnSpacing) / 2.25

                width: parent.width
                topPadding: Theme.space(3)
                columns: root.beside ? 2 : 1
                layoutDirection: root.beside ? Qt.RightToLeft : Qt.LeftToRight
                columnSpacing: Theme.gap
                rowSpacing: Theme.gapBelow + Theme.space(5)

                AppButton {
                    objectName: "dialog-safe"
                    width: root.beside ? answers.one * 1.25 : answers.width
                    height: Theme.targetPx(root.beside ? Theme.sizes.targetPrimary : 184)
                    visible: label.length > 0
                    focus: true
                    kind: "primary"
                    textSize: Theme.largeLabelSize + (root.beside ? 0 : 14)
                    label: root.safeLabel
                    onActivated: root.safe()

                    Item {
                        visible: root.handShown
                        anchors.fill: parent
                        anchors.topMargin: -Theme.space(4)
                        anchors.bottomMargin: -answers.rowSpacing
                        clip: true

                        Illustration {
                            x: parent.width * 0.76
                            y: Theme.px(66)
                            width: Theme.px(172)
                            aspect: 300 / 440
                            height: width / aspect
                            rotation: -14
                            name: "hand-tap"
                        }
                    }
                }
                AppButton {
                    objectName: "dialog-other"
                    width: root.beside ? answers.one : answers.width
                    height: Theme.targetPx(root.beside ? Theme.sizes.targetPrimary : 140)
                    visible: label.length > 0
                    kind: root.otherKind
                    large: !root.beside
                    icon: root.otherIcon
                    label: root.otherLabel
                    onActivated: root.other()
                }
            }
            Row {
                visible: root.note.length > 0
                width: parent.width
                topPadding: Theme.space(3)
                spacing: Theme.space(4)

                Icon {
                    id: lock
                    name: "lock"
                    size: Theme.iconInline
                    color: Theme.color.textSecondary
                }
                AppText {
                    width: parent.width - lock.width - parent.spacing
                    role: "body"
                    text: root.note
                    color: Theme.color.textSecondary
                }
            }
        }
    }
}
