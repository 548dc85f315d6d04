pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Without a card: by hand, or with somebody's help. In trouble the first choice is to try again.
Column {
    id: ways

    spacing: Theme.gapBelow

    AppText {
        width: parent.width
        role: "heading"
        text: Words.text(Theme.elder ? "identify.other_elder" : "identify.other")
    }
    Grid {
        id: tiles

        readonly property real tileWidth: (width - (columns - 1) * columnSpacing) / columns

        width: parent.width
        columns: Theme.landscape && !Theme.elder ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapBelow

        ServiceCard {
            objectName: "type-instead"
            width: tiles.tileWidth
            height: Theme.px(Theme.elder ? 198 : Theme.landscape ? 112 : 146)
            compact: true
            icon: "keyboard"
            title: Words.text("identify.type.title")
            examples: Words.text("identify.type.text")
            offReason: IdentifyModel.typeOffReason
            onActivated: IdentifyModel.typeInstead()
        }
        ServiceCard {
            objectName: "person"
            width: tiles.tileWidth
            height: Theme.px(Theme.elder ? 198 : Theme.landscape ? 112 : 146)
            compact: true
            icon: "help-person"
            title: Words.text("identify.person.title")
            examples: Words.text("identify.person.text")
            onActivated: Shell.help()
        }
    }
    AppButton {
        objectName: "retry"
        visible: IdentifyModel.canRetry
        width: parent.width
        kind: "primary"
        icon: "restart"
        label: Words.text("identify.retry")
        onActivated: IdentifyModel.retry()
    }
}
