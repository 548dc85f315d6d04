import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 53: instead of the clock, that this machine takes no cases now, and what is safe.
Column {
    spacing: Theme.space(2)

    AppText {
        objectName: "resting"
        width: parent.width
        role: "display"
        size: Theme.landscape ? 72 : 84
        maximumLineCount: 1
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.textPx(44)
        text: Words.text("idle.rest.title")
    }
    AppText {
        width: parent.width
        role: "bodyLarge"
        text: Words.text("idle.rest.text")
    }
}
