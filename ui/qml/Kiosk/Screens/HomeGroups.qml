pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// Spines with their categories, three abreast. All rows are equally high and fill the place there is.
Column {
    id: groups

    property real tallestCard: Theme.px(232)
    property int rowCount: 0 // rows of cards in all groups
    readonly property real rowGap: Theme.gapBelow + Theme.space(1)
    readonly property real between: spacing + Theme.edge
    readonly property real spare: height - between * (list.count - 1) - rowGap * (rowCount - list.count) - Theme.edge
    readonly property real cardHeight: Math.min(tallestCard, spare / Math.max(1, rowCount))

    spacing: Theme.px(30)

    function countRows(): void {
        let sum = 0;
        for (let i = 0; i < list.count; i++)
            sum += (list.itemAt(i) as HomeGroup)?.rowCount ?? 0;
        rowCount = sum;
    }

    Repeater {
        id: list

        model: HomeModel.groups

        HomeGroup {
            width: groups.width
            cardHeight: groups.cardHeight
            rowGap: groups.rowGap
            onRowCountChanged: groups.countRows()
        }
    }
}
