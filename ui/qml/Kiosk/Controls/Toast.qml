pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// A sentence that passes: at the bottom of the content, some seconds or until its words are taken away.
Rectangle {
    id: root

    property string text: ""
    property string icon: "info"
    property bool lasting: false
    property string shownText: ""
    property real room: 100000 // its words wrap before they need more

    implicitWidth: row.implicitWidth + 2 * Theme.space(6)
    implicitHeight: row.implicitHeight + 2 * Theme.space(4)
    width: implicitWidth
    height: implicitHeight
    visible: shownText.length > 0
    radius: Theme.radiusButton
    color: Theme.color.surfaceBezel
    border.width: Theme.highContrast ? Theme.hair : 0
    border.color: Theme.color.textOnBezel
    Accessible.role: Accessible.AlertMessage
    Accessible.name: shownText
    onTextChanged: show()
    onLastingChanged: show()
    Component.onCompleted: show()

    function show(): void {
        shownText = text;
        away.stop();
        if (text.length > 0 && !lasting)
            away.start();
    }

    Timer {
        id: away
        interval: Theme.toastMs
        onTriggered: root.shownText = ""
    }
    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.space(4)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.icon
            size: Theme.iconInline
            color: Theme.color.textOnBezel
        }
        AppText {
            role: "body"
            width: Math.min(implicitWidth, root.room - 2 * Theme.space(6) - Theme.iconInline - row.spacing)
            lineHeight: 1.2 / Theme.naturalLine
            text: root.shownText
            color: Theme.color.textOnBezel
            Accessible.ignored: true
        }
    }
}
