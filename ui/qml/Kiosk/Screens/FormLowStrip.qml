pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The answers of the page beside each other, four at a time: which are there, which one is being typed.
Grid {
    id: strip

    readonly property real one: (width - (columns - 1) * columnSpacing) / columns

    columns: Theme.highContrast || Theme.tight ? 2 : 4
    columnSpacing: Theme.space(4)
    rowSpacing: Theme.space(3)

    Repeater {
        model: FormModel.strip

        Item {
            id: cell

            required property string answerId
            required property string label
            required property string value
            required property bool filled
            required property bool focused

            objectName: focused ? "" : "field-" + answerId.replace(/[_.]/g, "-")
            width: strip.one
            height: words.height

            Column {
                id: words
                width: parent.width

                Row {
                    width: parent.width
                    spacing: Theme.space(2)

                    Icon {
                        id: mark
                        visible: cell.filled && !cell.focused
                        anchors.verticalCenter: parent.verticalCenter
                        name: "check-circle"
                        size: Theme.iconInline * 0.8
                        color: Theme.color.actionPrimary
                    }
                    AppText {
                        width: parent.width - (mark.visible ? mark.width + parent.spacing : 0)
                        role: "caption"
                        elide: Text.ElideRight
                        maximumLineCount: 1
                        font.weight: cell.focused ? Font.Bold : Font.Normal
                        text: cell.label
                    }
                }
                AppText {
                    width: parent.width
                    role: "caption"
                    elide: Text.ElideRight
                    maximumLineCount: 1
                    text: cell.value
                    color: Theme.color.textSecondary
                }
            }
        }
    }
}
