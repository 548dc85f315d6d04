pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The large clock, the date, the weekday. Nothing here is invented.
Item {
    id: view

    readonly property real clockSize: Theme.landscape ? 200 : 260

    AppText {
        id: clock

        role: "clock"
        size: view.clockSize
        text: Shell.clockText
        color: Theme.color.textBrand
    }
    Row {
        y: Theme.px(view.clockSize * 1.04)
        spacing: Theme.space(8)

        AppText {
            role: "title"
            size: 44
            text: Shell.dateText
        }
        AppText {
            role: "title"
            size: 44
            text: Shell.weekdayText
        }
    }
}
