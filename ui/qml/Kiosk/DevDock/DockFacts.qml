pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// What the program itself says of the moment: its screen, its queue, the newest case.
Column {
    id: root

    Repeater {
        model: DevDock.facts

        Row {
            id: fact

            required property string label
            required property string value

            width: root.width

            DockText {
                width: parent.width * 0.3
                text: fact.label
                color: Theme.color.textSecondary
            }
            DockText {
                objectName: "dock-fact"
                width: parent.width * 0.7
                text: fact.value
            }
        }
    }
}
