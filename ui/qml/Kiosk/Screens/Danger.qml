pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 45: is somebody in danger? The numbers to dial on one's own telephone (there is none in the machine: DESIGN 10),
// somebody who comes without a sound, and the words that say where one is.
Item {
    id: page

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin

    objectName: "danger"

    PagedArea {
        x: Theme.margin
        width: page.width - 2 * x
        height: none.y - Math.max(Theme.space(5), Theme.gap)

        Grid {
            columns: Theme.landscape ? 2 : 1
            columnSpacing: Theme.margin
            rowSpacing: Theme.space(5)

            Column {
                width: page.half
                spacing: Theme.space(4)

                AppText {
                    objectName: "title"
                    width: parent.width
                    role: "display"
                    text: Words.text("danger.title")
                }
                AppText {
                    width: parent.width
                    role: "bodyLarge"
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
                            role: "heading"
                            text: DangerModel.address
                        }
                    }
                }
            }
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
