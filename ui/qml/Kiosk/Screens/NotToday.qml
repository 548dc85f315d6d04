pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// It ends here, kindly; why is said to nobody.
Item {
    id: page

    objectName: "not-today"

    PagedArea {
        x: Theme.margin
        width: page.width - 2 * x
        height: finish.y - Math.max(Theme.space(5), Theme.gap)
        spacing: Theme.space(6)

        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            text: Words.text("not_today.title")
        }
        SafeLine {
            width: parent.width
            title: Words.text("not_today.text")
            line: Words.text("not_today.again")
        }
        Card {
            width: parent.width
            inOnePiece: true

            Column {
                width: parent.width

                AppText {
                    width: parent.width
                    role: "bodyLarge"
                    color: Theme.color.textSecondary
                    text: Words.text("not_today.ask")
                }
                AppText {
                    objectName: "phone"
                    width: parent.width
                    role: "title"
                    text: OwnWishModel.helpPhone
                }
            }
        }
    }
    AppButton {
        id: finish

        objectName: "finish"
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.margin
        width: page.width - 2 * x
        kind: "primary"
        label: Words.text("not_today.finish")
        onActivated: OwnWishModel.finish()
    }
}
