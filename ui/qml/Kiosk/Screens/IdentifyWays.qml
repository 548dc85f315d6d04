pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Without a card: by hand, or with somebody's help. In trouble the first choice is to try again.
Column {
    id: ways

    readonly property bool troubled: IdentifyModel.state === "trouble"
    readonly property int columnCount: Theme.landscape && !Theme.elder && !troubled ? 1 : 2
    readonly property real tileWidth: (width - (columnCount - 1) * Theme.gap) / columnCount
    readonly property real tileHeight: Theme.px(Theme.elder ? (!Theme.landscape ? 198 : troubled ? 140 : 164) : Theme.landscape ? 112 : 146)

    spacing: Theme.gapBelow

    component Way: ServiceCard {
        visible: !Theme.elder
        width: ways.tileWidth
        height: ways.tileHeight
        compact: true
    }
    component LargeWay: AppButton {
        visible: Theme.elder
        width: ways.tileWidth
        height: ways.tileHeight
        vertical: true
        strong: true
    }

    AppText {
        visible: !ways.troubled
        width: parent.width
        role: "heading"
        text: Words.text(Theme.elder ? "identify.other_elder" : "identify.other")
    }
    Grid {
        width: parent.width
        columns: ways.columnCount
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapBelow

        Way {
            objectName: "type-instead"
            icon: "keyboard"
            title: Words.text("identify.type.title")
            examples: Words.text("identify.type.text")
            offReason: IdentifyModel.typeOffReason
            onActivated: IdentifyModel.typeInstead()
        }
        LargeWay {
            objectName: "type-instead"
            icon: "keyboard"
            label: Words.text("identify.type.title")
            offReason: IdentifyModel.typeOffReason
            onActivated: IdentifyModel.typeInstead()
        }
        Way {
            objectName: "unnamed"
            visible: IdentifyModel.canStayUnnamed && !Theme.elder
            icon: "eye-off"
            title: Words.text("identify.unnamed.title")
            examples: Words.text("identify.unnamed.text")
            onActivated: IdentifyModel.stayUnnamed()
        }
        LargeWay {
            objectName: "unnamed"
            visible: IdentifyModel.canStayUnnamed && Theme.elder
            icon: "eye-off"
            label: Words.text("identify.unnamed.title")
            onActivated: IdentifyModel.stayUnnamed()
        }
        Way {
            objectName: "person"
            icon: "help-person"
            title: Words.text("identify.person.title")
            examples: Words.text("identify.person.text")
            onActivated: Shell.help()
        }
        LargeWay {
            objectName: "person"
            icon: "help-person"
            label: Words.text("identify.person.title")
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
