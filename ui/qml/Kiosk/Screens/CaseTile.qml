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
    consequence: line
    accessibleName: title + ", " + line + ", " + pillText
    trailingIcon: "chevron-right"
    onActivated: ProgressModel.open(caseId)

    StatusPill {
        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
        kind: tile.pillKind
        text: tile.pillText
    }
}
