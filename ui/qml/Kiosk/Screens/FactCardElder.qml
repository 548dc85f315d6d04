pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The facts in large type, as tall as the page allows, and one key under them that shows all while it is held.
Card {
    id: card
    padding: Theme.space(Theme.landscape ? 5 : 6)

    Column {
        id: list
        width: parent.width

        Repeater {
            id: facts
            model: ReviewModel.facts

            Item {
                id: fact
                required property int index
                required property string label
                required property string value
                required property string accessibleName

                width: list.width
                height: Math.min(Theme.px(116), (card.height - 2 * card.padding - (hold.visible ? hold.height + Theme.space(4) : 0)) / facts.count)
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
                    width: Theme.px(170)
                    color: Theme.color.textSecondary
                    size: 40
                    text: fact.label
                    Accessible.ignored: true
                }
                AppText {
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.left: label.right
                    anchors.right: parent.right
                    height: parent.height
                    verticalAlignment: Text.AlignVCenter
                    topPadding: 0
                    lineHeight: 1.15 / Theme.naturalLine
                    size: 54
                    font.weight: Font.Bold
                    fontSizeMode: Text.Fit
                    minimumPixelSize: Theme.textPx(36)
                    maximumLineCount: 2
                    elide: Text.ElideRight
                    text: fact.value
                    Accessible.ignored: true
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
