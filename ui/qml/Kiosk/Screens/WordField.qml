pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What is written, with its end in sight however long it is; a touch brings the keys back.
Pressable {
    id: field

    property bool typing: true
    property string preedit: ""
    property real room: 0 // that it may take at most
    readonly property string written: WordModel.value + preedit
    readonly property bool empty: written === ""

    objectName: "word-field"
    accessibleName: [WordModel.label, empty ? WordModel.empty : written].filter(part => part !== "").join(", ")
    implicitHeight: Math.max(Theme.targetMin, Math.min(room, label.height + words.contentHeight + (problem.visible ? problem.height : 0) + 2 * Theme.space(4)))
    height: implicitHeight
    Accessible.role: Accessible.EditableText
    Accessible.description: problem.text

    Plate {
        anchors.fill: parent
        raised: !field.typing
        down: field.down
        ringed: field.ringed
        lineWidth: field.typing || problem.visible ? Theme.outlineChosen : Theme.outlineControl
        lineColor: problem.visible ? Theme.color.statusDangerText : field.typing ? Theme.color.actionPrimary : Theme.color.lineControl
    }
    AppText {
        id: label

        x: Theme.space(5)
        y: Theme.space(4)
        width: parent.width - 2 * x
        role: "label"
        color: Theme.color.textSecondary
        text: WordModel.label
        Accessible.ignored: true
    }
    Item {
        id: paper

        x: label.x
        anchors.top: label.bottom
        anchors.bottom: problem.visible ? problem.top : parent.bottom
        anchors.bottomMargin: problem.visible ? 0 : Theme.space(4)
        width: label.width
        clip: true

        AppText {
            id: words

            objectName: "word"
            y: Math.min(0, paper.height - contentHeight)
            width: parent.width
            role: "heading"
            font.weight: Font.Medium
            wrapMode: Text.Wrap
            text: field.empty ? WordModel.empty : field.written
            color: field.empty ? Theme.color.textSecondary : Theme.color.textPrimary
            Accessible.ignored: true
        }
    }
    AppText {
        id: problem

        objectName: "problem"
        visible: text !== ""
        x: label.x
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(4)
        width: label.width
        color: Theme.color.statusDangerText
        text: WordModel.problem
        Accessible.ignored: true
    }
}
