pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The pad, and two ways beside or below it: again, or a person who can help.
Item {
    id: row

    property bool below: false // the two keys lie under the pad
    readonly property real keyWidth: Theme.px(215)
    readonly property real leastHeight: below ? 0 : 2 * help.leastHeight + keys.rowSpacing + Theme.edge

    SignaturePad {
        id: pad
        objectName: "signature"
        width: row.below ? row.width : row.width - row.keyWidth - Math.max(Theme.gap, Theme.gutter)
        height: row.below ? row.height - keys.height - Theme.gapBelow : row.height
        visible: ReviewModel.byKey === ""
        title: Words.text(Theme.elder ? "sign.box" : "sign.title")
        Component.onCompleted: strokes = ReviewModel.signature()
        onFinished: ReviewModel.sign(strokes)
    }

    AppButton {
        objectName: "sign-by-key"
        visible: ReviewModel.byKey !== ""
        x: pad.x
        y: pad.y
        width: pad.width
        height: pad.height - Theme.edge
        vertical: true
        icon: "keypad"
        label: ReviewModel.byKey
        onActivated: ReviewModel.signByKey()
    }
    Grid {
        id: keys
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: row.below ? row.width : row.keyWidth
        height: row.below ? Theme.targetPrimary : row.height
        columns: row.below ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapBelow

        AppButton {
            id: again
            objectName: "sign-again"
            width: row.below ? keys.width * 0.32 : keys.width
            height: row.below ? keys.height : (keys.height - keys.rowSpacing - Theme.edge) / 2
            vertical: !row.below
            icon: "restart"
            label: Words.text(Theme.elder ? "sign.again_elder" : "sign.again")
            onActivated: pad.clear()
        }
        AppButton {
            id: help
            objectName: "sign-help"
            width: row.below ? keys.width - again.width - keys.columnSpacing : keys.width
            height: again.height
            vertical: !row.below
            icon: "help-person"
            label: Words.text(row.below ? "sign.cannot" : "sign.cannot_short")
            onActivated: ReviewModel.askForHelp()
        }
    }
}
