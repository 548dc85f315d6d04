pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// One item that was found; the characters that were meant have a ground of their own.
ChoiceTile {
    id: tile

    required property string entryId
    required title
    required icon
    required tone
    required property string line
    required property string letters
    required property int matchStart
    required property int matchEnd

    objectName: "hit-" + entryId
    consequence: Theme.elder && (Theme.landscape || Theme.tight || title.length > 12) ? "" : line // a whole hit stands between field and foot
    marked: Qt.point(matchStart, matchEnd)
    trailingIcon: "chevron-right"
    Accessible.description: letters
    onActivated: SearchModel.open(entryId)

    AppText {
        visible: tile.letters !== "" && !Theme.elder && !Theme.landscape
        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
        role: "label"
        text: tile.letters
        color: Theme.color.textSecondary
        Accessible.ignored: true
    }
}
