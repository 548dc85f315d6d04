pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A number in the largest digits its place holds: on one line, or one group to a line, whichever gives more.
Item {
    id: root

    property string text
    readonly property list<string> groups: text.split("-")
    readonly property list<string> lines: fitting(groups) > fitting([text]) ? groups : [text]
    readonly property real digits: fitting(lines)
    readonly property real lineEm: 1.05 // digits have no descenders

    function fitting(shown: list<string>): real {
        const widest = Math.max(...shown.map(line => ruler.advanceWidth(line)));
        return Math.floor(Math.min(height / (shown.length * lineEm), width * ruler.font.pixelSize / Math.max(1, widest)));
    }

    Accessible.role: Accessible.StaticText
    Accessible.name: text

    FontMetrics {
        id: ruler
        font.family: Theme.textFamily
        font.pixelSize: Theme.textPx(200)
        font.weight: Font.Bold
    }
    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width

        Repeater {
            model: root.lines

            Item {
                id: line

                required property string modelData

                width: root.width
                height: root.digits * root.lineEm

                AppText {
                    objectName: "digits"
                    anchors.centerIn: parent
                    size: root.digits / Theme.scale
                    font.family: Theme.textFamily
                    font.weight: Font.Bold
                    wrapMode: Text.NoWrap
                    text: line.modelData
                    Accessible.ignored: true
                }
            }
        }
    }
}
