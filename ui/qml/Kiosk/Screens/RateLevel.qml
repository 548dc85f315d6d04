pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// One level: a face, its word, and as many arches as it is worth.
ChoiceTile {
    id: tile

    required property int level
    required property string label
    required icon
    required chosen

    objectName: "level-" + level
    readonly property real fullHeight: Theme.px(Theme.elder ? (Theme.landscape ? 116 : 140) : Theme.landscape ? 104 : 132)
    title: label
    radio: true
    plated: false
    onActivated: RatingModel.choose(level)

    Row {
        id: arches
        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
        visible: !Theme.elder
        height: Theme.px(56)
        spacing: Theme.px(10)

        Repeater {
            model: 5
            Rectangle {
                required property int index
                objectName: "arch"
                anchors.bottom: parent ? parent.bottom : undefined
                width: Theme.px(30)
                height: Theme.px(18 + 9 * index)
                topLeftRadius: width / 2
                topRightRadius: width / 2
                bottomLeftRadius: Theme.px(4)
                bottomRightRadius: Theme.px(4)
                color: index < tile.level ? Theme.color.actionPrimary : "transparent"
                border.width: index < tile.level ? 0 : Theme.hair
                border.color: Theme.color.lineControl
            }
        }
    }
}
