pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 49: whoever stands beside steps back; the person reads what it comes to and answers for themselves.
Item {
    id: page

    readonly property bool beside: Theme.landscape
    readonly property real half: beside ? (width - 2 * Theme.margin - Theme.space(8)) / 2 : width - 2 * Theme.margin

    objectName: "own-wish"

    PagedArea {
        id: asked

        x: Theme.margin
        width: page.half
        height: page.height - Theme.space(5)
        spacing: Theme.space(4)

        Card {
            width: asked.width
            padding: Theme.space(4)
            color: Theme.color.statusInfoSoft
            outlined: Theme.highContrast
            inOnePiece: true

            Icon {
                id: sign
                y: Theme.space(2)
                name: "two-people"
                size: Theme.iconButton
                color: Theme.color.statusInfoText
            }
            AppText {
                objectName: "step-back"
                x: sign.width + Theme.space(5)
                width: parent.width - x
                role: "bodyLarge"
                font.weight: Font.Bold
                color: Theme.color.statusInfoText
                text: Words.text("wish.step_back")
            }
        }
        Card {
            width: asked.width
            padding: Theme.space(5)
            inOnePiece: true

            Column {
                width: parent.width

                AppText {
                    width: parent.width
                    role: "body"
                    color: Theme.color.textSecondary
                    text: Words.text("wish.matter")
                }
                AppText {
                    objectName: "matter"
                    width: parent.width
                    role: "heading"
                    text: OwnWishModel.matter
                }
                AppText {
                    objectName: "facts"
                    visible: text !== ""
                    width: parent.width
                    role: "bodyLarge"
                    text: OwnWishModel.facts
                }
            }
        }
        AppText {
            objectName: "title"
            width: asked.width
            role: Theme.elder ? "title" : "display"
            text: Words.text("wish.question")
        }
        Loader {
            active: !page.beside
            visible: active
            sourceComponent: answers
        }
    }
    PagedArea { // lying, beside the question
        id: right

        visible: page.beside
        x: asked.x + page.half + Theme.space(8)
        width: page.half
        height: asked.height

        Loader {
            active: page.beside
            sourceComponent: answers
        }
    }
    Component {
        id: answers

        Column {
            width: page.half
            spacing: Theme.gapBelow

            Repeater {
                model: OwnWishModel.answers

                ChoiceTile {
                    required property string value
                    required property string label
                    required property string help
                    required icon
                    required number

                    objectName: "wish-" + value
                    width: page.half
                    height: Math.max(leastHeight, Theme.targetPx(Theme.elder ? 200 : 152))
                    title: label
                    consequence: help
                    onActivated: OwnWishModel.say(value)
                }
            }
            AppText {
                width: page.half
                role: "body"
                color: Theme.color.textSecondary
                text: Words.text("wish.silent")
            }
        }
    }
}
