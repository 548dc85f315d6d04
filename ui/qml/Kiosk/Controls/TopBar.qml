pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// Where this machine stands, what time it is and whether it has a network. Children are buttons at the right.
Item {
    id: root

    property string placeName: ""
    property string shortPlaceName: placeName
    property string machineLine: ""
    property string clockText: ""
    property bool showClock: true
    property bool online: true
    property string onlineText: ""
    readonly property bool brief: Theme.elder || Theme.highContrast && !Theme.landscape // the short name, and all else below it
    default property alias buttons: buttonRow.data
    readonly property real buttonsWidth: buttonRow.width
    readonly property real middleLeft: names.x + names.width + Theme.space(6) // free for a caption, in landscape elder
    readonly property real middleRight: right.x - Theme.gap

    implicitHeight: Theme.topBar
    height: implicitHeight
    Accessible.role: Accessible.StaticText
    Accessible.name: [placeName, machineLine, clockText, onlineText].join(", ")

    Illustration {
        id: logo

        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.px(Theme.elder ? 92 : 68)
        height: width
        name: "logo"
    }
    Column {
        id: names

        anchors.left: logo.right
        anchors.leftMargin: Theme.space(4)
        anchors.verticalCenter: parent.verticalCenter

        AppText {
            role: "heading"
            size: Theme.elder ? 42 : 34
            text: root.brief ? root.shortPlaceName : root.placeName
            Accessible.ignored: true
        }
        AppText {
            id: line

            readonly property string whole: root.brief ? [root.showClock ? root.clockText : "", root.onlineText].filter(part => part.length > 0).join(" · ") : root.machineLine

            role: "caption"
            text: wide.width <= root.middleRight - names.x ? whole : root.onlineText // how the network is, is told nowhere else
            color: Theme.color.textSecondary
            Accessible.ignored: true
        }
    }
    TextMetrics {
        id: wide
        font: line.font
        text: line.whole
    }
    Row {
        id: right

        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: Theme.landscape && root.brief ? -Theme.edge / 2 : 0 // the edge of its buttons hangs below
        spacing: Theme.space(5)

        Grid {
            anchors.verticalCenter: parent.verticalCenter
            visible: !root.brief
            columns: Theme.landscape ? 2 : 1
            spacing: Theme.landscape ? Theme.space(6) : 0
            horizontalItemAlignment: Grid.AlignRight
            verticalItemAlignment: Grid.AlignVCenter
            layoutDirection: Theme.landscape ? Qt.RightToLeft : Qt.LeftToRight

            AppText {
                visible: root.showClock
                role: "heading"
                size: Theme.landscape ? 42 : 34
                text: root.clockText
                Accessible.ignored: true
            }
            Row {
                spacing: Theme.space(3)

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: root.online ? "network-on" : "network-off"
                    size: Theme.iconInline * 0.8
                    color: state.color
                }
                AppText {
                    id: state
                    role: "caption"
                    text: root.onlineText
                    color: root.online ? Theme.color.textSecondary : Theme.color.statusWaitingText
                    Accessible.ignored: true
                }
            }
        }
        Row {
            id: buttonRow
            spacing: Theme.gap
        }
    }
}
