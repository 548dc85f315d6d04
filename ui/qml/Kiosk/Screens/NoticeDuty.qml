pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// A notice to be understood, no consent to be given.
Row {
    id: duty

    spacing: Theme.space(4)

    Icon {
        id: info

        name: "info"
        size: Theme.iconInline
        color: Theme.color.textSecondary
    }
    AppText {
        width: duty.width - info.width - duty.spacing
        role: "body"
        text: Words.text("notice.duty")
        color: Theme.color.textSecondary
    }
}
