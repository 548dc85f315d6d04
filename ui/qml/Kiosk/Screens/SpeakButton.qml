import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The way to say it instead of touching or typing it; not there where nobody can be understood.
AppButton {
    objectName: "speak"
    visible: Shell.canListen
    icon: "microphone"
    label: Words.text("listen.button")
    onActivated: Shell.listen()
}
