pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The facts in large type, as tall as the page allows, turned where they are more than it holds, and one key under them that shows all while it is held.
Card {
    id: card
    property real longest: 0
    readonly property real labelWidth: Math.max(Theme.px(170), Math.min(longest + Theme.space(3), width * 0.32))
    padding: Theme.space(Theme.landscape ? 5 : 6)

    PagedArea {
        id: area
        width: parent.width
        height: parent.height - (hold.visible ? hold.height + Math.max(Theme.space(4), Theme.gapBelow) : 0)
        room: height + Theme.edge

        ColumnLayout {
            id: list
            width: area.width
            height: Math.max(implicitHeight, area.height) // what is left over the rows share
            spacing: 0

            Repeater {
                model: ReviewModel.facts

                Item {
                    id: fact
                    required property int index
                    required property string label
                    required property string value
                    required property string accessibleName
                    readonly property real rowHeight: Math.max(label.implicitHeight, value.implicitHeight)

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: rowHeight
                    Layout.preferredHeight: rowHeight
                    Accessible.role: Accessible.StaticText
                    Accessible.name: accessibleName

                    Rectangle {
                        visible: fact.index > 0
                        width: parent.width
                        height: Theme.hair
                        color: Theme.color.lineHair
                    }
                    AppText {
                        id: label
                        anchors.verticalCenter: parent.verticalCenter
                        width: card.labelWidth
                        onImplicitWidthChanged: card.longest = Math.max(card.longest, implicitWidth)
                        color: Theme.color.textSecondary
                        size: 40
                        text: fact.label
                        Accessible.ignored: true
                    }
                    AppText {
                        id: value
                        anchors.verticalCenter: parent.verticalCenter
                        anchors.left: label.right
                        anchors.right: parent.right
                        lineHeight: 1.15 / Theme.naturalLine
                        size: Theme.landscape ? 44 : 48 // one for all, whatever wraps
                        font.weight: Font.Bold
                        wrapMode: Text.Wrap
                        text: fact.value
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
    HoldButton {
        id: hold
        objectName: "hold-all"
        visible: !Theme.landscape // lying, it stands at the right
        anchors.bottom: parent.bottom
        width: parent.width
        label: Words.text("form.hold_elder")
        onHeldChanged: held ? ReviewModel.hold() : ReviewModel.release()
    }
}
