pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Input

// Types into whatever listens to its port. Letters in the order every phone has, digits, and nine keys for elder mode.
Rectangle {
    id: root

    required property InputPort port
    property alias kind: board.kind // pinyin, digits, id_number
    property string fieldText: ""
    property alias low: board.low // no row of tabs: a key changes the keys, left of the candidates, for elders left of the head
    property Component head: null // a row above the keys
    property Component instead: null // where the candidates stand, while there are none; not for elders, they have five rows
    property alias pinyinText: board.pinyinText
    property alias handwritingText: board.handwritingText
    property alias digitsText: board.digitsText
    property alias digitsNameText: board.digitsNameText
    property alias englishText: board.englishText
    property alias chineseText: board.chineseText
    property alias upperText: board.upperText
    property alias lowerText: board.lowerText
    property alias spaceText: board.spaceText
    property alias doneText: board.doneText
    property alias closeText: board.closeText
    property alias clearText: board.clearText
    property alias backspaceText: board.backspaceText
    property alias symbolsText: board.symbolsText
    property alias writeHereText: board.writeHereText
    property alias moreText: board.moreText
    property alias lessText: board.lessText
    readonly property real side: Theme.px(Theme.elder ? 24 : 28)

    implicitHeight: rows.height + 2 * Theme.px(Theme.elder ? 26 : 20)
    readonly property real leastWidth: 10 * Theme.keyPx(0) + 9 * board.gap + 2 * side
    implicitWidth: Math.max(Theme.px(1080), leastWidth)
    height: implicitHeight
    color: Theme.color.surfaceSunk
    onVisibleChanged: if (!visible)
        board.show("letters")

    Board {
        id: board
        port: root.port
    }
    Candidates {
        id: candidates
        board: board
        width: rows.width - (mode.visible ? mode.width + board.gap : 0)
    }
    Rectangle {
        width: parent.width
        height: Theme.hair
        color: Theme.color.lineEdge
    }
    TouchPlace {} // a touch between two keys is nobody else's
    MouseArea {
        anchors.fill: parent
    }
    Column {
        id: rows

        x: root.side
        y: Theme.px(Theme.elder ? 26 : 20)
        width: root.width - 2 * root.side
        spacing: board.gapBelow

        Row {
            visible: Theme.landscape && !Theme.elder && root.fieldText.length > 0 // elder: the question says it, the keys need the room
            spacing: Theme.space(3)
            height: Theme.px(48)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "edit"
                size: Theme.iconInline
                color: Theme.color.textSecondary
            }
            AppText {
                anchors.verticalCenter: parent.verticalCenter
                role: "label"
                text: root.fieldText
                color: Theme.color.textSecondary
            }
        }
        Row {
            visible: root.head !== null
            width: parent.width
            spacing: board.gap

            ModeKey {
                id: elderMode
                visible: root.low && Theme.elder && board.text
                board: board
            }
            Loader {
                width: parent.width - (elderMode.visible ? elderMode.width + board.gap : 0)
                sourceComponent: root.head
            }
        }
        TabRow {
            visible: !root.low && board.text && (!Theme.elder || board.candidates.length === 0)
            width: parent.width
            board: board
        }
        Row {
            visible: board.text && (root.low ? !Theme.elder || board.nine || board.writing
                : Theme.elder ? board.candidates.length > 0 : !board.digits)
            width: parent.width
            spacing: board.gap

            ModeKey {
                id: mode
                visible: root.low && !Theme.elder
                board: board
            }
            CandidateRow {
                visible: !instead.visible
                width: parent.width - (mode.visible ? mode.width + board.gap : 0)
                candidates: candidates
            }
            Loader {
                id: instead
                visible: mode.visible && board.candidates.length === 0
                sourceComponent: root.instead
            }
        }
        Loader {
            width: parent.width
            sourceComponent: board.digits ? digitKeys : board.writing ? writingPad : board.nine ? nineKeys : letterKeys
            visible: !panel.visible
        }
        CandidatePanel {
            id: panel
            visible: candidates.spread
            width: parent.width
            candidates: candidates
        }
    }
    Component {
        id: letterKeys
        LetterKeys {
            board: board
        }
    }
    Component {
        id: digitKeys
        DigitKeys {
            board: board
        }
    }
    Component {
        id: writingPad
        WritingPad {
            board: board
        }
    }
    Component {
        id: nineKeys
        NineKeys {
            board: board
        }
    }
}
