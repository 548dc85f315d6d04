import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 43: put the page under the camera, take its picture, look at it, keep it or take it again.
Item {
    id: page
    objectName: "supply"

    readonly property real half: Theme.landscape ? (width - 3 * Theme.margin) / 2 : width - 2 * Theme.margin
    readonly property real cardWidth: Theme.landscape && looking ? Math.min(width * 0.6, height * 4 / 3) : half
    readonly property real sideWidth: Theme.landscape ? width - cardWidth - 3 * Theme.margin : half
    readonly property bool looking: SupplyModel.pageUrl !== ""
    readonly property bool doubtful: SupplyModel.scan === "refused" && looking
    readonly property bool busy: SupplyModel.scan === "capturing" || SupplyModel.scan === "saving"

    Column {
        id: words
        x: Theme.landscape ? page.cardWidth + 2 * Theme.margin : Theme.margin
        width: page.sideWidth
        spacing: Theme.space(4)

        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            size: Theme.elder ? 78 : 58
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.textPx(40)
            text: SupplyModel.title
        }
        AppText {
            visible: !(page.looking && Theme.landscape && Theme.elder && SupplyModel.troubleTitle !== "") // no room for it
            width: parent.width
            role: "bodyLarge"
            color: Theme.color.textSecondary
            text: SupplyModel.position + "   " + SupplyModel.pageName
        }
        AppText {
            visible: !page.looking
            width: parent.width
            color: Theme.color.statusDangerText
            font.weight: Font.Bold
            text: SupplyModel.reason
        }
        TroubleLine {
            visible: title !== ""
            width: parent.width
            title: SupplyModel.troubleTitle
            line: SupplyModel.troubleLine
        }
    }

    Card {
        x: Theme.margin
        y: Theme.landscape ? 0 : words.height + Theme.space(5)
        width: page.cardWidth
        padding: Theme.space(page.looking ? 2 : 5) // the page just taken gets the whole width
        height: (Theme.landscape ? page.height : foot.y) - y - Theme.space(6)

        Illustration {
            visible: !page.looking
            anchors.fill: parent
            anchors.topMargin: hint.height
            name: page.busy ? "device-doc-camera-rest" : "device-doc-camera"
        }
        AppText {
            id: hint
            visible: !page.looking
            width: parent.width
            role: "heading"
            text: SupplyModel.scan === "capturing" ? Words.text("scan.capturing") : SupplyModel.help
        }
        Rectangle {
            visible: page.looking
            anchors.fill: parent
            radius: Theme.radiusSmall
            color: Theme.color.surfaceBezel

            Image {
                objectName: "page-picture"
                anchors.fill: parent
                source: SupplyModel.pageUrl
                sourceSize: Qt.size(width, height)
                fillMode: Image.PreserveAspectFit
                cache: false
                Accessible.role: Accessible.Graphic
                Accessible.name: SupplyModel.pageName
            }
        }
    }

    Grid {
        id: foot

        readonly property bool stacked: Theme.landscape && page.looking
        readonly property real firstWidth: stacked ? width : (width - columnSpacing) / 2.25

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        width: page.sideWidth
        columns: stacked ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapBelow

        AppButton {
            id: second
            objectName: page.doubtful ? "keep-anyway" : page.looking ? "capture-again" : "later"
            width: foot.firstWidth
            kind: "secondary"
            large: true
            icon: page.doubtful ? "check" : page.looking ? "camera" : ""
            label: page.doubtful ? SupplyModel.keepText : page.looking ? SupplyModel.captureText : Words.text("scan.later")
            offReason: page.busy ? Words.text(SupplyModel.scan === "saving" ? "scan.saving" : "scan.wait") : ""
            onActivated: page.doubtful ? SupplyModel.keep() : page.looking ? SupplyModel.capture() : SupplyModel.back()
        }
        AppButton {
            objectName: page.looking && !page.doubtful ? "keep" : "capture"
            width: foot.stacked ? foot.width : foot.width - foot.firstWidth - foot.columnSpacing
            kind: "primary"
            icon: page.looking && !page.doubtful ? "check" : "camera"
            busy: page.busy
            busyLabel: Words.text(SupplyModel.scan === "saving" ? "scan.saving" : "scan.capturing")
            label: page.looking && !page.doubtful ? SupplyModel.keepText : SupplyModel.captureText
            onActivated: !page.looking || page.doubtful ? SupplyModel.capture() : SupplyModel.scan === "not-saved" ? SupplyModel.retry() : SupplyModel.keep()
        }
    }
}
