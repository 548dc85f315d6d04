pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// A cross in every cell: which were felt, and how far beside the cross the finger was seen.
Item {
    id: root

    property bool outOfReach: false // above the hand of somebody who sits, as with a Pressable
    readonly property int columnCount: 4
    readonly property int rowCount: 6
    readonly property real cellWidth: width / columnCount
    readonly property real cellHeight: height / rowCount

    Accessible.role: Accessible.Canvas
    Accessible.name: TrialModel.title

    Connections {
        target: Reach
        function onLook(): void {
            root.outOfReach = Reach.isAbove(root);
        }
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.color.surfaceCard
        border.width: root.outOfReach ? Theme.outline : Theme.px(5)
        border.color: root.outOfReach ? Theme.color.lineHair : Theme.color.actionPrimary
    }
    Repeater {
        model: TrialModel.wanted

        Rectangle {
            id: cell

            required property int index
            required property bool felt

            x: index % root.columnCount * root.cellWidth
            y: Math.floor(index / root.columnCount) * root.cellHeight
            width: root.cellWidth
            height: root.cellHeight
            color: felt ? Theme.color.actionPrimary : "transparent"
            border.width: Theme.hair
            border.color: Theme.color.lineControl

            Rectangle {
                anchors.centerIn: parent
                width: Theme.px(44)
                height: Theme.px(4)
                color: cell.felt ? Theme.color.textOnAction : Theme.color.textPrimary
            }
            Rectangle {
                anchors.centerIn: parent
                width: Theme.px(4)
                height: Theme.px(44)
                color: cell.felt ? Theme.color.textOnAction : Theme.color.textPrimary
            }
        }
    }
    TouchPlace { touchKind: "own" }
    MouseArea {
        anchors.fill: parent
        enabled: !root.outOfReach
        onPressed: mouse => {
            const column = Math.min(root.columnCount - 1, Math.floor(mouse.x / root.cellWidth));
            const row = Math.min(root.rowCount - 1, Math.floor(mouse.y / root.cellHeight));
            const right = mouse.x - (column + 0.5) * root.cellWidth;
            const down = mouse.y - (row + 0.5) * root.cellHeight;
            TrialModel.feel(String(row * root.columnCount + column), right / Theme.pxPerMm, down / Theme.pxPerMm);
        }
    }
}
