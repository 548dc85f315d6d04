pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Controls
import Kiosk.ViewModels

// Turns the page of matter that is taller than its place; from the end back to the top.
AppButton {
    id: turn

    required property PagedArea area

    objectName: visible ? "page-turn" : ""
    icon: area.atEnd ? "chevron-up" : "chevron-down"
    label: Words.text(area.atEnd ? "page.top" : "page.more")
    onActivated: area.turn()
}
