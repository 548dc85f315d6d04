import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 10, 35: the walker on the bridge, the promise, and each step with who has it.
Item {
    id: page
    objectName: "case-on-its-way"

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin
    readonly property bool detailed: !Theme.elder

    PagedArea {
        id: left
        x: Theme.margin
        width: page.half
        height: (Theme.landscape ? page.height : foot.y) - Theme.space(5)

        CaseTitle {
            width: parent.width
        }
        VoiceCaption {
            objectName: "caption"
            visible: Theme.elder && !Theme.landscape
            width: parent.width
            large: true
            steady: true
            speaking: Shell.captionText !== ""
            text: Shell.captionText || ProgressModel.nextLine
            litStart: Shell.captionLitStart
            litLength: Shell.captionLitLength
        }
        SaidLine {
            away: Theme.landscape
            width: parent.width
        }
        BridgeProgress {
            width: parent.width
            model: ProgressModel.spans
            walkerIndex: ProgressModel.walkerIndex
        }
        PromiseCard {
            visible: !Theme.elder || !Theme.landscape
            width: parent.width
        }
        Card {
            visible: page.detailed && !Theme.landscape
            width: parent.width
            padding: Theme.space(5)
            Timeline {
                width: parent.width
                model: Theme.landscape ? null : ProgressModel.stages
            }
        }
    }

    PagedArea {
        visible: Theme.landscape && !Theme.elder
        x: page.half + 2 * Theme.margin
        width: page.half
        height: foot.y - Theme.space(5)

        SaidLine {
            width: parent.width
        }
        Card {
            width: parent.width
            padding: Theme.space(5)
            Timeline {
                width: parent.width
                model: Theme.landscape ? ProgressModel.stages : null
            }
        }
    }

    PagedArea {
        visible: Theme.elder && Theme.landscape
        x: page.half + 2 * Theme.margin
        width: page.half
        height: foot.y - Theme.space(5)
        spacing: Theme.space(6)

        AppText {
            width: parent.width
            role: "heading"
            text: ProgressModel.nextLine
        }
        SaidLine {
            width: parent.width
        }
        PromiseCard {
            width: parent.width
        }
    }
    CaseFoot {
        id: foot
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        width: page.half
        compact: !Theme.elder && !Theme.tight
    }
}
