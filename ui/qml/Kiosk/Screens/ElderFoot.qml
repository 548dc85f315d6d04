import QtQuick
import Kiosk.Theme

// Where an elder page is answered: one row below, the primary wider; lying, a column at the right, the primary lowest.
Grid {
    id: foot

    property bool single: false // the primary alone
    readonly property bool lying: Theme.landscape
    readonly property real secondWidth: lying ? width : (width - columnSpacing) / 2.25
    readonly property real primaryWidth: lying || single ? width : width - secondWidth - columnSpacing

    anchors.bottom: parent?.bottom
    anchors.bottomMargin: Theme.space(6) + Theme.edge
    anchors.right: parent?.right
    anchors.rightMargin: Theme.margin
    width: lying ? Theme.px(600) : (parent?.width ?? 0) - 2 * Theme.margin
    columns: lying ? 1 : 2
    columnSpacing: Theme.gap
    rowSpacing: Theme.gapBelow
}
