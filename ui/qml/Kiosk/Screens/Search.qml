pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 39: by typing or by looking through; what is found stands between the field and the keys.
Page {
    id: page

    readonly property real half: Theme.landscape ? Math.min(Theme.px(760), width * 0.4, width - keyboard.leastWidth - 3 * Theme.margin) : width - 2 * Theme.margin

    readonly property bool apart: Theme.landscape && Theme.elder // the field needs its row for itself
    property bool typing: true

    objectName: "search-screen"
    ownRow: typing

    Column {
        id: head

        x: Theme.margin
        width: page.half
        spacing: Theme.space(3)

        Item {
            width: parent.width
            height: beside.visible ? beside.height + Theme.edge + Theme.gap - parent.spacing : title.height

            AppText {
                id: title

                objectName: "title"
                anchors.verticalCenter: parent.verticalCenter
                role: "display"
                size: Theme.elder && !page.typing ? kind.size : 58 // a whole hit has room above the keys
                text: Words.text("search.title")
            }
            SpeakButton {
                id: beside

                anchors.right: parent.right
                visible: Shell.canListen && page.apart
            }
        }
        Row {
            width: parent.width
            spacing: Theme.gap

            SearchField {
                width: parent.width - (speak.visible ? speak.width + parent.spacing : 0)
                typing: page.typing
                onActivated: page.typing = true
            }
            SpeakButton {
                id: speak

                anchors.verticalCenter: parent?.verticalCenter
                visible: Shell.canListen && !page.apart
            }
        }
    }
    PagedArea {
        id: list

        x: Theme.margin
        y: head.height + Math.max(Theme.space(5), Theme.gap) + (speak.visible ? Theme.edge : 0)
        width: page.half
        height: (Theme.landscape || !page.typing ? page.height : keyboard.y) - y - Theme.space(Theme.elder ? 5 : 3) + (speak.visible ? Theme.edge : 0)
        spacing: Theme.gapBelow

        AppText {
            objectName: "nothing-found"
            width: parent.width
            visible: text !== ""
            role: "bodyLarge"
            text: SearchModel.nothing
        }
        Repeater {
            model: SearchModel.hits

            HitTile {
                width: list.width
            }
        }
    }
    SearchKeyboard {
        id: keyboard

        anchors.bottom: parent.bottom
        anchors.right: parent.right
        visible: page.typing
        low: Theme.lowReach
        head: Theme.lowReach ? lowKeys : null
        onPutAway: page.typing = false
        width: Theme.landscape ? page.width - page.half - 3 * Theme.margin : page.width
    }
    Component {
        id: lowKeys

        LowKeys {
            id: keys

            AppButton {
                objectName: "key-close"
                width: keys.half
                height: keys.height
                icon: "chevron-down"
                label: Words.text("keyboard.close")
                strong: true
                onActivated: page.typing = false
            }
        }
    }
}
