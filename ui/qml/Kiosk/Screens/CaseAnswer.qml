import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 50: what the department said comes first; how the case came there stands below.
Item {
    id: page
    objectName: "case-answer"

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin

    Column {
        x: Theme.margin
        width: page.half
        spacing: Theme.space(5)

        CaseTitle {
            width: parent.width
        }
        Card {
            width: parent.width

            Column {
                width: parent.width
                spacing: Theme.space(5)

                Row {
                    width: parent.width
                    spacing: Theme.space(5)
                    ArchPlate {
                        id: plate
                        icon: "department"
                        tone: "place"
                        side: Theme.px(92)
                    }
                    Column {
                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width - plate.width - pill.width - 2 * parent.spacing
                        AppText {
                            width: parent.width
                            role: "heading"
                            text: ProgressModel.answerBy
                        }
                        AppText {
                            width: parent.width
                            color: Theme.color.textSecondary
                            text: ProgressModel.answerAt
                        }
                    }
                    StatusPill {
                        id: pill
                        objectName: "state"
                        kind: ProgressModel.pillKind
                        text: ProgressModel.pillText
                    }
                }
                AppText {
                    objectName: "answer"
                    width: parent.width
                    role: "heading"
                    font.weight: Font.Medium
                    text: ProgressModel.answerText
                }
                AppText {
                    visible: text !== ""
                    width: parent.width
                    text: ProgressModel.nextLine
                }
            }
        }
        Card {
            visible: !Theme.elder && !Theme.landscape
            width: parent.width
            Timeline {
                width: parent.width
                model: Theme.landscape ? null : ProgressModel.stages
            }
        }
    }
    PagedArea {
        id: way

        visible: Theme.landscape && !Theme.elder
        x: page.half + 2 * Theme.margin
        width: page.half
        height: foot.y - Theme.space(5)

        Card {
            width: parent.width
            height: Math.max(implicitHeight, way.height - Theme.edge)
            padding: Theme.space(5)
            Timeline {
                width: parent.width
                model: Theme.landscape ? ProgressModel.stages : null
            }
        }
    }
    CaseFoot {
        id: foot
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        width: page.half
        compact: !Theme.elder
    }
}
