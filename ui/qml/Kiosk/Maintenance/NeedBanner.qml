pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 16: one thing that needs a hand, and the button that leads through it.
Rectangle {
    id: root

    required property string kind
    required property string role
    required property string title
    required property string line
    required property string doText
    required property int index

    readonly property bool beside: words.implicitWidth + button.implicitWidth + mark.width < width * 0.9 && !Theme.tight

    implicitHeight: Math.max(lines.height, beside ? button.height + Theme.edge : 0) + (beside ? 0 : button.height + Theme.gapBelow) + 2 * Theme.space(5)
    height: implicitHeight
    radius: Theme.radiusCard
    color: index === 0 && !Theme.highContrast ? Theme.color.statusWaitingFill : Theme.color.statusWaitingSoft
    border.width: Theme.highContrast ? Theme.px(index === 0 ? 8 : 4) : 0
    border.color: Theme.color.statusWaitingText

    Icon {
        id: mark

        x: Theme.space(6)
        anchors.verticalCenter: lines.verticalCenter
        name: "warning"
        size: Theme.iconButton * 1.2
        color: Theme.color.textPrimary
    }
    Column {
        id: lines

        anchors.left: mark.right
        anchors.leftMargin: Theme.space(5)
        y: root.beside ? (root.height - height) / 2 : Theme.space(5)
        width: root.width - x - Theme.space(5) - (root.beside ? button.width + Theme.space(5) : 0)

        AppText {
            id: words

            objectName: root.index === 0 ? "title" : ""
            width: parent.width
            role: "heading"
            text: root.index === 0 ? MenuFrontModel.title : root.title
            color: Theme.color.textPrimary
        }
        AppText {
            id: lineText

            visible: text !== ""
            width: parent.width
            text: root.line
        }
    }
    AppButton {
        id: button

        objectName: "lead-" + root.kind
        anchors.right: parent.right
        anchors.rightMargin: Theme.space(5)
        y: root.beside ? (root.height - height - Theme.edge) / 2 : root.height - height - Theme.edge - Theme.space(5)
        kind: root.index === 0 ? "primary" : "secondary"
        label: root.doText
        accessibleName: root.title + ", " + root.doText
        onActivated: MenuFrontModel.lead(root.kind, root.role)
    }
}
