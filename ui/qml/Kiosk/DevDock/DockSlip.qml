import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// The newest slip as it came out of the printer; a click shows it dot by dot, a wheel or a drag moves it.
Rectangle {
    id: root

    property bool close: false

    color: Theme.color.surfaceSunk
    radius: DockSizes.radius

    Flickable {
        id: pull

        anchors.fill: parent
        anchors.margins: DockSizes.gap
        clip: true
        contentWidth: paper.width
        contentHeight: paper.height
        boundsBehavior: Flickable.StopAtBounds

        Image {
            id: paper

            objectName: "dock-slip"
            width: root.close ? implicitWidth : pull.width
            fillMode: Image.PreserveAspectFit
            smooth: true
            cache: false
            source: DevDock.slipKey.length > 0 ? "image://slip/" + DevDock.slipKey : ""
            visible: source.toString().length > 0
            Accessible.role: Accessible.Graphic
            Accessible.name: DevDock.word(DevDock.language, "receipt")

            TapHandler {
                onTapped: root.close = !root.close
            }
        }
    }
    DockText {
        anchors.centerIn: parent
        visible: !paper.visible
        text: DevDock.word(DevDock.language, "no_receipt")
        color: Theme.color.textSecondary
    }
}
