pragma ComponentBehavior: Bound
import QtQuick

// What the composed letters may mean. The first is primary: space takes it. As many as fit; the rest is a page further on.
Item {
    id: root

    required property Candidates candidates
    readonly property Board board: candidates.board

    height: board.topHeight

    Row {
        spacing: root.board.gap

        Key {
            objectName: "candidate-back"
            visible: root.candidates.spread
            board: root.board
            width: root.candidates.turnWidth
            height: root.height
            icon: "chevron-left"
            accessibleName: root.board.lessText
            onActivated: root.candidates.less()
        }
        CandidateKeys {
            candidates: root.candidates
            row: 0
        }
    }
    Key {
        objectName: "candidate-more"
        visible: root.candidates.hasMore
        anchors.right: parent.right
        board: root.board
        width: root.candidates.turnWidth
        height: root.height
        icon: "chevron-right"
        accessibleName: root.board.moreText
        onActivated: root.candidates.more()
    }
}
