import QtQuick
import Kiosk.Controls
import Kiosk.ViewModels

// One case of the list: what it is, when it was filed, and its state in a word.
ChoiceTile {
    id: tile

    required property int index
    required property string caseId
    required title
    required property string line
    required property string pillKind
    required property string pillText
    required icon

    objectName: "case-" + (index + 1)
    readonly property bool crowded: pill.implicitWidth > 0.42 * width // then the state is told in the line, and the title has room

    consequence: crowded ? pillText + " · " + line : line
    accessibleName: title + ", " + line + ", " + pillText
    trailingIcon: "chevron-right"
    onActivated: ProgressModel.open(caseId)

    StatusPill {
        id: pill

        visible: !tile.crowded
        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
        kind: tile.pillKind
        text: tile.pillText
    }
}
