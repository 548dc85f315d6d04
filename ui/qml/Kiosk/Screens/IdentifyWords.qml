pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Title and help of the card screen; in trouble: what is safe, what happened, what to do.
Column {
    id: words

    readonly property bool troubled: IdentifyModel.state === "trouble"
    readonly property bool narrow: Theme.elder && Theme.landscape // the trouble takes smaller words, and no sign

    spacing: Theme.space(narrow && troubled ? 2 : 4)

    JourneySteps {
        visible: IdentifyModel.countsSteps && !Theme.elder
        width: parent.width
        current: 0
    }
    AppText {
        objectName: "title"
        width: parent.width
        role: "display"
        maximumLineCount: Theme.landscape && (Theme.elder || Theme.highContrast) ? 1 : 2
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.textPx(44)
        text: IdentifyModel.title
    }
    VoiceCaption {
        visible: Theme.elder && !words.troubled
        width: parent.width
        steady: true
        speaking: Shell.captionText !== ""
        text: speaking ? Shell.captionText
            : Words.text(Theme.landscape ? "identify.where.right" : "identify.where.bottom_right")
        litStart: Shell.captionLitStart
        litLength: Shell.captionLitLength
    }
    AppText {
        visible: !Theme.elder && !words.troubled
        width: parent.width
        role: "bodyLarge"
        text: IdentifyModel.help
        color: Theme.color.textSecondary
    }
    Rectangle {
        objectName: "trouble"
        visible: words.troubled
        width: parent.width
        height: told.height + 2 * told.y
        radius: Theme.radiusCard
        color: Theme.color.statusDangerSoft
        border.width: Theme.outlineControl
        border.color: Theme.color.statusDangerText

        Icon {
            id: sign

            visible: !words.narrow
            x: Theme.space(6)
            anchors.verticalCenter: parent.verticalCenter
            name: "warning"
            size: Theme.iconTile
            color: Theme.color.statusDangerText
        }
        Column {
            id: told

            x: words.narrow ? Theme.space(6) : sign.x + sign.width + Theme.space(5)
            y: Theme.space(words.narrow ? 3 : 5)
            width: parent.width - x - Theme.space(5)

            AppText {
                width: parent.width
                role: "heading"
                text: IdentifyModel.help
            }
            AppText {
                width: parent.width
                role: words.narrow ? "body" : "bodyLarge"
                text: IdentifyModel.act
            }
            AppText {
                visible: text !== ""
                width: parent.width
                role: words.narrow ? "body" : "bodyLarge"
                text: IdentifyModel.manyText
            }
        }
    }
}
