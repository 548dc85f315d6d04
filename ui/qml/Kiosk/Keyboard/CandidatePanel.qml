pragma ComponentBehavior: Bound
import QtQuick

// More candidates, in the room of the keys.
Column {
    id: root

    required property Candidates candidates

    height: candidates.panelRows * (candidates.board.rowHeight + spacing) - spacing // also when they are few
    spacing: candidates.board.gapBelow

    Repeater {
        model: root.candidates.panelRows

        CandidateKeys {
            required property int index

            height: root.candidates.board.rowHeight
            candidates: root.candidates
            row: index + 1
        }
    }
}
