pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Everything else that can be done about one case, one below the other.
Item {
    id: page
    objectName: "case-acts"

    Column {
        id: head
        x: Theme.margin
        width: page.width - 2 * Theme.margin

        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.textPx(44)
            text: Words.text("acts.title")
        }
        AppText {
            width: parent.width
            role: "bodyLarge"
            color: Theme.color.textSecondary
            text: WordModel.actsNumber
        }
    }
    PagedArea {
        id: list
        x: Theme.margin
        y: head.height + Theme.space(5)
        width: head.width
        height: page.height - y - Theme.space(5)
        spacing: Theme.gapBelow

        Repeater {
            model: WordModel.acts

            ActTile {
                width: list.width
                onActivated: WordModel.choose(act)
            }
        }
    }
}
