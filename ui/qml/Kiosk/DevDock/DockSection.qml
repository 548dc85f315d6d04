pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// A heading and what can be done under it.
Column {
    id: root

    required property string title
    required property var acts

    spacing: DockSizes.gap / 2

    DockText {
        text: root.title
        small: true
        color: Theme.color.textSecondary
    }
    Flow {
        width: parent.width
        spacing: DockSizes.gap

        Repeater {
            model: root.acts

            DockButton {
                required property string act
                required property bool on
                required ready

                objectName: "dock-" + act.replace(/_/g, "-")
                lit: on
                onActivated: DevDock.act(act)
            }
        }
    }
}
