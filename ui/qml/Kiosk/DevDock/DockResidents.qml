pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// Everybody whose card can be taken into the hand, with what is special about them.
Rectangle {
    readonly property real wantedHeight: list.count * DockSizes.row + 4

    color: Theme.color.surfaceCard
    border.color: Theme.color.lineHair
    radius: DockSizes.radius

    ListView {
        id: list

        anchors.fill: parent
        anchors.margins: 2
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: DevDock.residents

        delegate: Rectangle {
            id: row

            required property string key
            required property string name
            required property string note
            required property bool chosen
            required property bool lying

            objectName: "dock-resident-" + key
            width: list.width
            height: DockSizes.row
            radius: DockSizes.radius
            color: chosen ? Theme.color.actionPrimarySoft : "transparent"
            Accessible.role: Accessible.RadioButton
            Accessible.name: name + ", " + note
            Accessible.checked: chosen
            Accessible.onPressAction: DevDock.choose(row.key)

            DockText {
                id: nameText

                x: DockSizes.gap
                width: parent.width * 0.3
                anchors.verticalCenter: parent.verticalCenter
                text: row.name
                font.bold: row.lying
                Accessible.ignored: true
            }
            DockText {
                anchors.left: nameText.right
                anchors.right: parent.right
                anchors.rightMargin: DockSizes.gap
                anchors.verticalCenter: parent.verticalCenter
                text: row.lying ? DevDock.word(DevDock.language, "lying") : row.note
                small: true
                color: row.lying ? Theme.color.handText : Theme.color.textSecondary
                Accessible.ignored: true
            }
            MouseArea {
                anchors.fill: parent
                onClicked: DevDock.choose(row.key)
            }
        }
    }
}
