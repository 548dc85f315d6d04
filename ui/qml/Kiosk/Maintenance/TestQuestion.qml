pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 67: one question about the page, answered by the picture that looks like it.
Column {
    id: root

    required property string question
    required property int number
    required property string title
    required property string goodLabel
    required property string badLabel
    required property bool isGood
    required property bool isBad

    spacing: Theme.space(2)

    Row {
        spacing: Theme.space(3)

        Item {
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.px(52)
            height: width

            CheckBadge {
                visible: root.isGood || root.isBad
                side: parent.width
            }
            NumberBadge {
                visible: !(root.isGood || root.isBad)
                width: parent.width
                text: root.number
            }
        }
        AppText {
            anchors.verticalCenter: parent.verticalCenter
            width: root.width - Theme.px(52) - Theme.space(3)
            role: "heading"
            text: root.title
            Accessible.name: root.isGood || root.isBad ? text : root.number + ", " + text
        }
    }
    Row {
        width: parent.width
        spacing: Theme.gap

        Repeater {
            model: [true, false]

            SampleTile {
                required property bool modelData

                objectName: root.question + (modelData ? "-good" : "-bad")
                width: (root.width - Theme.gap) / 2
                sample: root.question + (modelData ? "-good" : "-bad")
                label: modelData ? root.goodLabel : root.badLabel
                chosen: modelData ? root.isGood : root.isBad
                accessibleName: root.title + ", " + label
                onActivated: PrinterTestModel.answer(root.question, modelData)
            }
        }
    }
    Item {
        width: 1
        height: Theme.edge
    }
}
