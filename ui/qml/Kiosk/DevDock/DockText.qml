import QtQuick
import Kiosk.Theme

Text {
    property bool small: false

    color: Theme.color.textPrimary
    font.family: Theme.textFamily
    font.pixelSize: small ? DockSizes.small : DockSizes.text
    textFormat: Text.PlainText
    elide: Text.ElideRight
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
