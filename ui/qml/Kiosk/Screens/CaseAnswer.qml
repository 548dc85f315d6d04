pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 50: what the department said comes first; below it the four ticks of how it came there.
Item {
    id: page
    objectName: "case-answer"

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin

    PagedArea {
        x: Theme.margin
        width: page.half
        height: (Theme.landscape ? page.height : foot.y) - Theme.space(5)

        CaseTitle {
            width: parent.width
        }
        AnswerCard {
            width: parent.width
        }
        TickStrip {
            visible: !Theme.landscape
            width: parent.width
        }
        SaidLine {
            width: parent.width
        }
        YouThink {
            visible: !Theme.landscape && any
            width: parent.width
        }
    }
    PagedArea {
        visible: Theme.landscape
        x: page.half + 2 * Theme.margin
        width: page.half
        height: foot.y - Theme.space(5)

        TickStrip {
            width: parent.width
        }
        YouThink {
            visible: any
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
        compact: !Theme.elder
    }
}
