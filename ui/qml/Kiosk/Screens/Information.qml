pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 38: one entry's guide; for an item that can be filed here also the way in.
Item {
    id: page

    objectName: "information"

    readonly property bool printAbove: !Theme.elder && !Theme.landscape // else beside, or at the end of the matter
    readonly property bool printsBeside: InformationModel.printText !== "" && Theme.landscape && !Theme.elder
    readonly property bool actsBeside: InformationModel.actForText !== "" && Theme.landscape && !Theme.elder
    readonly property real besideWidth: (printsBeside ? printBeside.width + foot.spacing : 0) + (actsBeside ? actBeside.width + foot.spacing : 0)
    readonly property real share: (printsBeside ? 1 : 0) + (actsBeside ? 1 : 0) + 2.25
    readonly property real aboveHeight: above.visible ? above.height + Theme.gapBelow : 0

    PagedArea {
        id: matter

        x: Theme.margin
        width: page.width - 2 * Theme.margin
        height: (foot.visible ? foot.y : page.height) - page.aboveHeight - Theme.space(5)
        room: page.height - Theme.space(5) - page.aboveHeight
            - (InformationModel.isFiledHere ? Theme.targetPrimary + Theme.space(5) + Theme.edge : 0)
        ownButton: false

        Grid {
            id: halves

            width: parent.width
            readonly property bool beside: Theme.landscape && !Theme.elder // large words take the whole width

            columns: beside ? 2 : 1
            columnSpacing: Theme.space(8)
            rowSpacing: Theme.space(5)

            Column {
                width: halves.beside ? (halves.width - halves.columnSpacing) * 0.52 : halves.width
                spacing: Theme.space(5)

                GuideTitle {
                    width: parent.width
                }
                GuideFacts {
                    width: parent.width
                }
                GuideRest {
                    visible: halves.beside
                    width: parent.width
                }
            }
            GuideMatter {
                width: halves.beside ? (halves.width - halves.columnSpacing) * 0.48 : halves.width
            }
            GuideRest {
                visible: !halves.beside
                width: halves.width
            }
            GuideActFor {
                visible: wanted && Theme.elder
                width: halves.width
            }
            GuidePrint {
                visible: wanted && Theme.elder
                width: halves.width
            }
        }
    }
    Row {
        id: above

        readonly property bool both: InformationModel.printText !== "" && InformationModel.actForText !== ""

        visible: page.printAbove && (InformationModel.printText !== "" || InformationModel.actForText !== "")
        x: Theme.margin
        y: (foot.visible ? foot.y : page.height - Theme.space(5) - Theme.edge) - height - Theme.gapBelow
        width: page.width - 2 * Theme.margin
        spacing: Theme.gap

        GuidePrint {
            visible: wanted
            width: above.both ? (above.width - above.spacing) / 2 : above.width
        }
        GuideActFor {
            visible: wanted
            width: above.both ? (above.width - above.spacing) / 2 : above.width
        }
    }
    Row {
        id: foot

        visible: InformationModel.isFiledHere || matter.overflows || page.printsBeside
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.margin
        width: page.width - 2 * Theme.margin
        spacing: Theme.gap

        GuidePrint {
            id: printBeside

            visible: page.printsBeside
            width: (foot.width - foot.spacing) / page.share
            height: Theme.targetPrimary
        }
        GuideActFor {
            id: actBeside

            visible: page.actsBeside
            width: (foot.width - foot.spacing) / page.share
            height: Theme.targetPrimary
        }
        PageTurn {
            id: turn

            visible: matter.overflows
            width: InformationModel.isFiledHere ? (foot.width - foot.spacing) / page.share : foot.width - page.besideWidth
            large: true
            kind: "secondary"
            atEnd: matter.atEnd
            onActivated: matter.turn()
        }
        AppButton {
            objectName: "apply"
            visible: InformationModel.isFiledHere
            width: foot.width - page.besideWidth - (turn.visible ? turn.width + foot.spacing : 0)
            kind: "primary"
            label: Words.text("guide.apply")
            trailingIcon: "chevron-right"
            offReason: InformationModel.offReason
            onActivated: InformationModel.begin()
        }
    }
}
