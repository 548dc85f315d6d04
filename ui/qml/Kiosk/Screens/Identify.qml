pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 04, 21, 34: the reader waits for a card, reads it, or says why the last one was not taken.
Item {
    id: page

    readonly property bool troubled: IdentifyModel.state === "trouble"
    readonly property real leftWidth: Theme.landscape ? Theme.px(1010) : width - 2 * Theme.margin

    readonly property bool roomy: Theme.landscape || !troubled || hint.height > Theme.px(480) // else the words are enough, and the rail is lit

    objectName: "identify"

    IdentifyWords {
        id: words

        x: Theme.landscape ? hint.x + hint.width + Theme.px(36) : Theme.margin
        width: page.width - x - Theme.margin
    }
    DeviceHint {
        id: hint

        objectName: "hint"
        x: Theme.margin
        y: Theme.landscape ? Theme.space(2) : words.height + Theme.space(5)
        width: page.leftWidth
        height: (Theme.landscape ? page.height : ways.y) - y - Theme.space(5)
            - (privacy.visible ? privacy.height + Theme.space(3) : 0)
        visible: IdentifyModel.picture === "hand" && page.roomy
        device: "id-card"
        whereTitle: Words.text(Theme.elder ? "identify.flat.title" : "identify.where.title")
        whereText: Words.text(Theme.elder ? "identify.flat.text"
            : Theme.landscape ? "identify.where.right" : "identify.where.bottom_right")
        stepTexts: [1, 2, 3].map(number => Words.text("identify.step." + number + (Theme.elder ? "_elder" : "")))
        step: IdentifyModel.mustLift ? 2 : IdentifyModel.state === "reading" ? 1 : 0
        running: IdentifyModel.state !== "reading" && !IdentifyModel.mustLift
        lying: IdentifyModel.state === "reading"
    }
    Card { // no hand, no arrow: nothing is to be put there now
        objectName: "fault"
        visible: IdentifyModel.picture === "fault" && page.roomy
        x: hint.x
        y: hint.y
        width: hint.width
        height: hint.height
        padding: Theme.hair

        FaultDrawing {
            anchors.centerIn: parent
            width: Math.min(parent.width - Theme.space(6), (parent.height - Theme.space(6)) / 0.46)
            reader: true
        }
    }
    Row {
        id: privacy

        x: Theme.margin + Theme.space(3)
        y: hint.y + hint.height + Theme.space(3)
        width: page.leftWidth - 2 * Theme.space(3)
        height: lockWords.height
        visible: !Theme.elder && !(page.troubled && !Theme.landscape)
        spacing: Theme.space(4)

        Icon {
            id: lock

            name: "lock"
            size: Theme.iconInline
        }
        AppText {
            id: lockWords

            width: parent.width - lock.width - parent.spacing
            role: "body"
            text: Words.text("identify.privacy")
            color: Theme.color.textSecondary
        }
    }
    IdentifyWays {
        id: ways

        x: words.x
        width: words.width
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
    }
}
