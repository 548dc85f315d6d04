pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// Some candidates beside each other.
Row {
    id: root

    required property Candidates candidates
    required property int row // of the candidates' rows
    readonly property Board board: candidates.board
    readonly property var place: candidates.rows[row]

    spacing: board.gap

    Repeater {
        model: root.place ? root.place.count : 0

        Key {
            required property int index
            readonly property int place: (root.place?.first ?? 0) + index

            objectName: "candidate-" + place
            board: root.board
            width: place < root.candidates.all.length ? root.candidates.widthOf(place) : 0
            height: root.row === 0 ? root.board.topHeight : root.board.rowHeight
            digit: false
            textSize: Theme.elder ? 54 : 38
            kind: root.candidates.isPrimary(place) ? "primary" : "plain"
            caption: root.candidates.all[place] ?? ""
            onActivated: root.board.port.choose(place)
        }
    }
}
