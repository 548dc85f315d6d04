pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The value of a field with what is being composed, a caret, and dotted places for what is still missing.
Item {
    id: root

    property string value: ""
    property string preedit: ""
    property bool focused: false
    property bool secret: false
    property int slotCount: 0
    property real size: Theme.fieldSize // canvas pixels
    readonly property int missing: Math.max(0, slotCount - value.replace(/\s/g, "").length)

    readonly property bool tooLong: focused && slotCount === 0 && (typed.implicitWidth + composed.implicitWidth + caret.width) * line.leastScale > width

    function plain(text: string): string {
        return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
    }

    component Caret: Rectangle {
        width: Theme.px(4)
        height: typed.shownPx * 1.2
        color: Theme.color.actionPrimary

        SequentialAnimation on opacity {
            running: root.focused && !Theme.still
            loops: Animation.Infinite
            PropertyAction { value: 1 }
            PauseAnimation { duration: Theme.caretMs }
            PropertyAction { value: 0 }
            PauseAnimation { duration: Theme.caretMs }
        }
    }

    implicitHeight: tooLong ? wrapped.height : focused ? line.height : whole.height
    height: implicitHeight
    clip: focused

    AppText {
        id: whole

        visible: !root.focused
        width: parent.width
        role: "bodyLarge"
        size: root.size
        text: root.value
        font.weight: Font.Medium
        maximumLineCount: 6 // an address beside the keyboard of a wide screen
        elide: Text.ElideRight
        Accessible.ignored: true
    }
    Caret {
        visible: root.tooLong
        x: Math.min(wrapped.endX, wrapped.width - width)
        y: wrapped.endY - height / 2
    }
    AppText {
        id: wrapped

        property real endX: 0
        property real endY: 0

        visible: root.tooLong
        width: parent.width
        role: "bodyLarge"
        size: root.size
        font.weight: Font.Medium
        wrapMode: Text.WrapAnywhere
        textFormat: Text.StyledText
        text: root.plain(root.value) + (root.preedit ? "<u>" + root.plain(root.preedit) + "</u>" : "")
        Accessible.ignored: true
        onLineLaidOut: line => {
            if (line.isLast) {
                endX = line.x + line.implicitWidth;
                endY = line.y + line.height / 2;
            }
        }
    }
    Row {
        id: line

        // A number a little too long is set a little smaller, never under the mode's least size; a longer text goes over several lines.
        readonly property real leastScale: Math.min(1, Theme.textPx(Theme.sizes.textMinimum) / Theme.textPx(root.size))

        visible: root.focused && !root.tooLong
        scale: Math.max(leastScale, Math.min(1, root.width / Math.max(1, width)))
        transformOrigin: Item.Left
        x: Math.min(0, root.width - width * scale)

        AppText {
            id: typed
            role: "bodyLarge"
            size: root.size
            font.weight: Font.Medium
            wrapMode: Text.NoWrap
            text: root.value
            Accessible.ignored: true
        }
        AppText {
            id: composed
            role: "bodyLarge"
            size: root.size
            wrapMode: Text.NoWrap
            text: root.preedit
            Accessible.ignored: true

            Rectangle {
                visible: root.preedit.length > 0
                anchors.bottom: parent.bottom
                width: parent.width
                height: Theme.px(4)
                color: Theme.color.actionPrimary
            }
        }
        Caret {
            id: caret
            anchors.verticalCenter: typed.verticalCenter
        }
        Repeater {
            model: root.focused ? root.missing : 0

            Item {
                // Places come closer before a digit is set smaller or pushed out.
                width: Math.max(0, Math.min(typed.shownPx * 0.62, (root.width - typed.width - composed.width - caret.width) / root.missing))
                height: typed.height

                Rectangle {
                    anchors.bottom: parent.bottom
                    anchors.bottomMargin: Theme.px(8)
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: parent.width * 0.7
                    height: Theme.px(4)
                    color: Theme.color.lineControl
                }
            }
        }
    }
}
