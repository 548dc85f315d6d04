pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// Where something is on its short way, as a strip: behind a check, now filled, ahead plain. To be read.
Rectangle {
    id: root

    property list<string> labels: []
    property list<string> icons: []
    property int current: 0

    implicitHeight: Math.max(Theme.px(116), parts.height + 2 * Theme.space(3))
    height: implicitHeight
    radius: Theme.radiusCard
    color: Theme.color.surfaceCard
    border.width: Theme.hair
    border.color: Theme.color.lineHair
    Accessible.role: Accessible.StaticText
    Accessible.name: labels[current] ?? ""

    Row {
        id: parts

        readonly property real one: (width - (root.labels.length - 1) * Theme.iconInline) / Math.max(1, root.labels.length)

        anchors.centerIn: parent
        width: parent.width - 2 * Theme.space(3)

        Repeater {
            model: root.labels

            Row {
                id: part

                required property int index
                required property string modelData
                readonly property bool now: index === root.current
                readonly property bool done: index < root.current

                Rectangle {
                    width: parts.one
                    height: Math.max(Theme.px(92), word.height + 2 * Theme.space(2))
                    radius: Theme.radiusButton
                    color: part.now ? Theme.color.actionPrimary : "transparent"

                    Row {
                        anchors.centerIn: parent
                        spacing: Theme.space(3)

                        Icon {
                            anchors.verticalCenter: parent.verticalCenter
                            name: part.done ? "check" : root.icons[part.index] ?? ""
                            size: Theme.iconInline
                            color: word.color
                        }
                        AppText {
                            id: word

                            width: Math.min(implicitWidth, parts.one - Theme.iconInline - Theme.space(5))
                            role: "label"
                            font.weight: part.now ? Font.Bold : Theme.type.label.weight
                            text: part.modelData
                            color: part.now ? Theme.color.textOnAction
                                : part.done ? Theme.color.textBrand : Theme.color.textSecondary
                            Accessible.ignored: true
                        }
                    }
                }
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: part.index < root.labels.length - 1
                    name: "chevron-right"
                    size: Theme.iconInline
                }
            }
        }
    }
}
