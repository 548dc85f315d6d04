pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// One place for each digit; what was typed is a dot.
Row {
    id: root

    property int count: 0
    property int filled: 0
    property string accessibleName: ""

    spacing: Theme.space(3)
    Accessible.role: Accessible.StaticText
    Accessible.name: accessibleName

    Repeater {
        model: root.count

        Rectangle {
            required property int index
            readonly property bool next: index === root.filled

            width: (root.width - (root.count - 1) * root.spacing) / Math.max(1, root.count)
            height: Theme.targetMin
            radius: Theme.radiusCard
            color: Theme.color.surfaceCard
            border.width: next ? 2 * Theme.hair : Theme.hair
            border.color: next ? Theme.color.actionPrimary : Theme.color.lineControl

            Rectangle {
                anchors.centerIn: parent
                visible: parent.index < root.filled
                width: Theme.space(6)
                height: width
                radius: width / 2
                color: Theme.color.textPrimary
            }
        }
    }
}
