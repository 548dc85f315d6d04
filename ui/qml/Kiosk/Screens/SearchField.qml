pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What is typed, and how much was found for it; a touch brings the keys back.
Pressable {
    id: field

    property bool typing: true

    objectName: "search-field"
    accessibleName: Words.text("search.title") + ", " + SearchModel.query + ", " + SearchModel.countText
    implicitHeight: Math.max(Theme.targetMin, words.height + 2 * Theme.space(3)) + Theme.space(4)
    height: implicitHeight
    Accessible.role: Accessible.EditableText
    Accessible.description: words.text

    Plate {
        anchors.fill: parent
        raised: !field.typing
        down: field.down
        ringed: field.ringed
        lineWidth: field.typing ? Theme.outlineChosen : Theme.outlineControl
        lineColor: field.typing ? Theme.color.actionPrimary : Theme.color.lineControl
    }

    Icon {
        id: glass

        x: Theme.space(6)
        anchors.verticalCenter: parent.verticalCenter
        name: "search"
    }
    AppText {
        id: words

        objectName: "query"
        anchors.verticalCenter: parent.verticalCenter
        x: glass.x + glass.width + Theme.space(5)
        width: (count.visible ? count.x : parent.width) - x - Theme.space(4)
        size: SearchModel.query === "" ? Theme.type.body.size : Theme.fieldSize + 10
        maximumLineCount: SearchModel.query === "" ? 2 : 1
        elide: SearchModel.query === "" ? Text.ElideNone : Text.ElideLeft
        text: SearchModel.query === "" ? Words.text("search.empty") : SearchModel.query.toUpperCase()
        color: SearchModel.query === "" ? Theme.color.textSecondary : Theme.color.textPrimary
        Accessible.ignored: true

        Rectangle {
            visible: field.typing
            x: SearchModel.query === "" ? -Theme.space(3) : Math.min(parent.contentWidth, parent.width) + Theme.space(1)
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.px(4)
            height: words.shownPx * 1.1
            color: Theme.color.actionPrimary
        }
    }
    AppText {
        id: count

        // where the words need its room it waits for what is typed
        readonly property bool lettersBesideMicrophone: Theme.highContrast && Theme.landscape && Shell.canListen
        visible: SearchModel.query !== "" || !(Theme.elder && (Theme.tight || Shell.canListen) || lettersBesideMicrophone)
        anchors.right: parent.right
        anchors.rightMargin: Theme.space(5)
        anchors.verticalCenter: parent.verticalCenter
        role: "label"
        text: SearchModel.countText
        Accessible.ignored: true
    }
}
