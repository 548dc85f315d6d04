pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What was filled in, masked; one key shows all for as long as it is held.
Card {
    id: card

    property string holdText
    padding: Theme.space(2)
    implicitHeight: list.implicitHeight + 2 * padding // taller, the rows share what is left over

    ColumnLayout {
        id: list
        anchors.fill: parent
        spacing: 0

        Repeater {
            model: ReviewModel.facts

            Item {
                id: fact
                required property int index
                required property string fieldId
                required property string label
                required property string value
                required property string note
                required property bool canEdit
                required property bool canHold
                required property string accessibleName

                readonly property real rowHeight: Math.max(value.implicitHeight + Theme.space(1), label.implicitHeight,
                    canEdit || canHold ? Theme.targetMin + Theme.edge + Theme.space(1) : Theme.px(48))

                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: rowHeight
                Layout.preferredHeight: rowHeight
                Accessible.role: Accessible.StaticText
                Accessible.name: accessibleName

                Rectangle {
                    visible: fact.index === 1
                    width: parent.width
                    height: Theme.hair
                    color: Theme.color.lineHair
                }
                AppText {
                    id: label
                    anchors.verticalCenter: parent.verticalCenter
                    x: Theme.space(4)
                    width: Theme.px(150)
                    color: Theme.color.textSecondary
                    text: fact.label
                    Accessible.ignored: true
                }
                AppText {
                    id: value
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.left: label.right
                    anchors.right: side.visible ? side.left : note.visible ? note.left : parent.right
                    anchors.rightMargin: Theme.space(3)
                    size: 32
                    font.weight: Font.Medium
                    wrapMode: Text.Wrap
                    lineHeight: 1.2 / Theme.naturalLine
                    text: fact.value
                    Accessible.ignored: true
                }
                AppText {
                    id: note
                    visible: text !== "" && !Theme.landscape
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.space(4)
                    anchors.verticalCenter: parent.verticalCenter
                    role: "caption"
                    color: Theme.color.textSecondary
                    text: fact.note
                }
                Loader {
                    id: side
                    visible: fact.canEdit || fact.canHold
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    sourceComponent: fact.canHold ? holdKey : fact.canEdit ? editKey : null

                    Component {
                        id: holdKey
                        HoldButton {
                            objectName: "hold-all"
                            label: card.holdText
                            onHeldChanged: held ? ReviewModel.hold() : ReviewModel.release()
                        }
                    }
                    Component {
                        id: editKey
                        AppButton {
                            objectName: "edit-" + fact.fieldId.replace(/[_.]/g, "-")
                            icon: "edit"
                            label: Words.text("form.edit")
                            accessibleName: Words.text("form.edit") + " " + fact.label
                            onActivated: ReviewModel.edit(fact.fieldId)
                        }
                    }
                }
            }
        }
    }
}
