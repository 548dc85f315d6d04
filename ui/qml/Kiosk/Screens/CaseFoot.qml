import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The clerk's number to dial on one's own telephone, the other cases, and the way out.
Column {
    id: foot

    property bool primary: true
    spacing: Theme.gapBelow

    Row {
        width: foot.width
        spacing: Theme.gap

        Card {
            id: call
            width: others.visible ? (foot.width - parent.spacing) * 0.62 : foot.width
            height: others.height
            padding: Theme.space(4)

            Row {
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.space(4)
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "phone"
                }
                AppText {
                    objectName: "phone"
                    anchors.verticalCenter: parent.verticalCenter
                    role: Theme.elder ? "body" : "bodyLarge"
                    wrapMode: Text.NoWrap
                    text: ProgressModel.phoneText
                }
            }
        }
        AppButton {
            id: others
            objectName: "others"
            visible: ProgressModel.othersText !== ""
            width: foot.width - call.width - parent.spacing
            height: Theme.elder ? Theme.targetPrimary : Theme.targetMin
            icon: "inbox"
            label: ProgressModel.othersText
            onActivated: ProgressModel.back()
        }
    }
    AppButton {
        objectName: "finish"
        visible: foot.primary
        width: foot.width
        kind: "primary"
        label: Words.text("case.finish")
        onActivated: ProgressModel.finish()
    }
}
