pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Every control in all its states, one below the other, for the eye and for tests. Words come from outside. `room` makes
// it a window to be scrolled, with the modes to choose from (`kiosk gallery`); else it is as high as what it shows.
Window {
    id: root

    required property var words // text by name
    required property var rail
    required property var faultyRail
    required property var stages
    required property var spans
    property string mode: "standard"
    property bool landscape: false
    property real panelShortMm: Theme.panelShortMm
    property bool lowReach: false
    property real room: 0
    readonly property real sheetHeight: sheet.height
    property string pressed: first.pressed || second.pressed

    width: landscape ? Tokens.landscapeWidth : Tokens.portraitWidth
    height: room > 0 ? room : sheet.height
    color: Theme.color.surfacePage

    Binding { target: Theme; property: "mode"; value: root.mode }
    Binding { target: Theme; property: "lowReach"; value: root.lowReach }
    Binding { target: Theme; property: "reducedMotion"; value: root.room === 0 }
    Binding { target: Theme; property: "windowWidth"; value: root.landscape ? Tokens.landscapeWidth : Tokens.portraitWidth }
    Binding { target: Theme; property: "windowHeight"; value: root.landscape ? Tokens.landscapeHeight : Tokens.portraitHeight }

    Flickable {
        anchors.fill: parent
        anchors.topMargin: modes.visible ? modes.height : 0
        contentHeight: sheet.height
        interactive: root.room > 0
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: sheet

            width: parent.width
            spacing: Theme.space(6)
            bottomPadding: Theme.space(6)

            PressedGallery {
                id: first

                width: parent.width
                words: root.words
            }
            ShownGallery {
                id: second

                width: parent.width
                words: root.words
                rail: root.rail
                faultyRail: root.faultyRail
                stages: root.stages
                spans: root.spans
                landscape: root.landscape
            }
        }
    }
    Row {
        id: modes

        visible: root.room > 0
        height: visible ? Theme.targetMin + 2 * Theme.space(3) : 0
        topPadding: Theme.space(3)
        leftPadding: Theme.margin
        spacing: Theme.gap

        Repeater {
            model: [["standard", "standard"], ["elder", "elder"], ["high_contrast", "contrast"]]

            AppButton {
                required property var modelData

                label: root.words[modelData[1]]
                chosen: root.mode === modelData[0]
                onActivated: root.mode = modelData[0]
            }
        }
        AppButton {
            label: root.words.lowReach
            chosen: root.lowReach
            onActivated: root.lowReach = !root.lowReach
        }
    }
}
