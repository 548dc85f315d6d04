pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Screens
import Kiosk.ViewModels

// 16: what staff can see and do. `MaintenanceMenuModel.page` says which page; the front page is empty.
Page {
    id: page

    objectName: "maintenance-menu"

    AppText {
        objectName: "title"
        x: Theme.margin
        width: page.width - 2 * Theme.margin
        role: "display"
        size: 58
        text: Words.text("maintenance.menu.front.title")
    }
}
