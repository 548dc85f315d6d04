pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 45: is somebody in danger? The numbers to dial on one's own telephone (there is none in the machine: DESIGN 10),
// somebody who comes without a sound, and the words that say where one is.
Item {
    id: page

    readonly property bool close: Theme.landscape && Theme.elder // all the numbers on one page
    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin

    objectName: "danger"

    Component {
        id: quietly

        Column {
            width: page.half
            spacing: Theme.gapBelow

            AppButton {
                objectName: "call-quietly"
                width: parent.width
                height: Math.max(Theme.targetPx(152), leastHeight + 2 * Theme.space(4))
                icon: "text-message"
                label: Words.text("danger.quiet")
                subLabel: Words.text("danger.quiet_help")
                trailingIcon: "chevron-right"
                strong: true
                onActivated: DangerModel.callQuietly()
            }
            Card {
                width: parent.width
                inOnePiece: true

                Icon {
                    id: sign
                    y: Theme.space(2)
                    name: "location"
                    size: Theme.iconButton
                }
                Column {
                    x: sign.width + Theme.space(5)
                    width: parent.width - x

                    AppText {
                        width: parent.width
                        role: "body"
                        color: Theme.color.textSecondary
                        text: Words.text("danger.here")
                    }
                    AppText {
                        objectName: "here"
                        width: parent.width
                        role: page.close ? "bodyLarge" : "heading"
                        font.weight: Font.Bold
                        text: DangerModel.address
                    }
                }
            }
        }
    }
    PagedArea {
        x: Theme.margin
        width: page.half
        height: (Theme.landscape ? page.height : none.y) - Math.max(Theme.space(5), Theme.gap)

        Column {
            width: page.half
            spacing: Theme.space(page.close ? 2 : 4)

            AppText {
                objectName: "title"
                width: parent.width
                role: "display"
                fontSizeMode: page.close ? Text.HorizontalFit : Text.FixedSize
                maximumLineCount: page.close ? 1 : 3
                text: Words.text("danger.title")
            }
            AppText {
                width: parent.width
                role: page.close ? "body" : "bodyLarge"
                color: Theme.color.textSecondary
                text: Words.text("danger.help")
            }
            Repeater {
                model: DangerModel.calls

                DangerCall {
                    width: page.half
                }
            }
        }
        Loader {
            active: !Theme.landscape
            visible: active
            sourceComponent: quietly
        }
    }
    PagedArea { // lying, beside the numbers
        x: 2 * Theme.margin + page.half
        width: page.half
        height: none.y - Math.max(Theme.space(5), Theme.gap)

        Loader {
            active: Theme.landscape
            sourceComponent: quietly
        }
    }
    AppButton {
        id: none

        objectName: "none"
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        width: page.half
        kind: "primary"
        label: Words.text("danger.none")
        trailingIcon: "chevron-right"
        onActivated: DangerModel.none()
    }
}
