pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 18: the same home on black: headings in place of spines, two columns, no descriptions.
Item {
    id: page

    AppText {
        id: title

        objectName: "title"
        x: Theme.margin
        role: "display"
        text: Words.text("home.title")
    }
    HomeActions {
        id: actions

        x: Theme.margin
        y: title.height + Theme.space(5)
        width: page.width - 2 * Theme.margin
    }
    Column {
        id: groups

        property int rowCount: 0
        property real headings: 0
        readonly property real between: Theme.space(5)
        readonly property real cardHeight: (height - headings - between * (list.count - 1)) / Math.max(1, rowCount) - Theme.gap

        function measure(): void {
            let rows = 0, heads = 0;
            for (let i = 0; i < list.count; i++) {
                const group = list.itemAt(i) as ContrastGroup;
                rows += group?.rowCount ?? 0;
                heads += group?.headHeight ?? 0;
            }
            rowCount = rows;
            headings = heads;
        }

        x: Theme.margin
        y: actions.y + actions.height + Theme.edge + Theme.space(5)
        width: page.width - 2 * x
        height: page.height - y - Theme.space(4)
        spacing: between

        Repeater {
            id: list

            model: HomeModel.groups

            ContrastGroup {
                width: groups.width
                cardHeight: Math.min(groups.cardHeight, Theme.px(140))
                onRowCountChanged: groups.measure()
                onHeadHeightChanged: groups.measure()
            }
        }
    }
}
