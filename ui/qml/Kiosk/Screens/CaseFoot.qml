import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The clerk's number to dial on one's own telephone, the other cases, and the way out.
Column {
    id: foot

    property bool primary: true
    property bool compact: false // everything in one row
    spacing: Theme.gapBelow

    Row {
        width: foot.width
        spacing: Theme.gap

        Card {
            id: call
            width: foot.width - (others.visible ? others.width + parent.spacing : 0) - (beside.visible ? beside.width + parent.spacing : 0)
            height: others.height
            padding: Theme.space(4)

            Row {
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.space(4)
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "phone"
                }
                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    AppText {
                        role: "caption"
                        color: Theme.color.textSecondary
                        text: Words.text("case.call")
                    }
                    AppText {
                        objectName: "phone"
                        role: Theme.elder ? "body" : "bodyLarge"
                        font.weight: Font.Bold
                        text: ProgressModel.phone
                    }
                }
            }
        }
        AppButton {
            id: others
            objectName: "others"
            visible: ProgressModel.othersText !== ""
            height: foot.compact || Theme.elder ? Theme.targetPrimary : Theme.targetMin
            icon: "inbox"
            label: ProgressModel.othersText
            onActivated: ProgressModel.back()
        }
        AppButton {
            id: beside
            objectName: visible ? "finish" : ""
            visible: foot.primary && foot.compact
            width: Theme.px(Theme.landscape ? 230 : 300)
            kind: "primary"
            label: Words.text("case.finish")
            onActivated: ProgressModel.finish()
        }
    }
    AppButton {
        objectName: visible ? "finish" : ""
        visible: foot.primary && !foot.compact
        width: foot.width
        kind: "primary"
        label: Words.text("case.finish")
        onActivated: ProgressModel.finish()
    }
}
