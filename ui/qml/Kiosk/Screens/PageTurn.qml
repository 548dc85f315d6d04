pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Controls
import Kiosk.ViewModels

// Turns the page of matter that is taller than its place; from the end back to the top.
AppButton {
    required property bool atEnd

    objectName: visible ? "page-turn" : ""
    icon: atEnd ? "chevron-up" : "chevron-down"
    label: Words.text(atEnd ? "page.top" : "page.more")
}
