pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 30, 30b, 31: facts, extras, signature; one page each.
Item {
    id: page

    Column {
        id: head
        x: Theme.margin
        width: page.width - 2 * Theme.margin - (Theme.landscape ? Theme.px(640) : 0)
        spacing: Theme.space(3)

        StepHeader {
            width: parent.width
            steps: Array.from({ length: ReviewModel.pageCount }, () => "")
            current: ReviewModel.page
            positionText: ReviewModel.pageText
        }
        AppText {
            objectName: "title"
            width: parent.width
            role: "display"
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            text: ReviewModel.title
        }
    }

    Loader {
        x: Theme.margin
        anchors.top: head.bottom
        anchors.topMargin: Theme.space(4)
        anchors.bottom: Theme.landscape ? parent.bottom : foot.top
        anchors.bottomMargin: Theme.space(4)
        width: head.width
        sourceComponent: ReviewModel.page === 0 ? facts : ReviewModel.page === 1 ? extras : signature
    }

    Component {
        id: facts
        FactCardElder {}
    }
    Component {
        id: extras
        Column {
            id: list
            spacing: Theme.space(5)

            ElderUses {
                visible: !ReviewModel.hasConsents
                width: list.width
            }
            Repeater {
                model: ReviewModel.consents

                ConsentChoice {
                    width: list.width
                }
            }
            AppText {
                visible: ReviewModel.hasConsents && !Theme.landscape // lying, there is no room below
                color: Theme.color.textSecondary
                text: Words.text("consent.free")
            }
        }
    }
    Component {
        id: signature
        Item {
            SignatureRow {
                width: parent.width
                height: Math.min(parent.height - note.height - Theme.space(4), Theme.px(800))
                below: !Theme.landscape
            }
            AppText {
                id: note
                anchors.bottom: parent.bottom
                color: Theme.color.textSecondary
                text: Words.text("sign.witness")
            }
        }
    }

    ElderFoot {
        id: foot
        single: ReviewModel.page > 0

        HoldButton {
            objectName: "hold-all"
            visible: Theme.landscape && ReviewModel.page === 0
            width: foot.secondWidth
            height: Theme.targetPrimary
            label: Words.text("form.hold")
            onHeldChanged: held ? ReviewModel.hold() : ReviewModel.release()
        }
        AppButton {
            objectName: "edit"
            visible: ReviewModel.page === 0
            width: foot.secondWidth
            kind: "secondary"
            large: true
            label: Words.text("review.wrong")
            onActivated: ReviewModel.edit(ReviewModel.firstEditable)
        }
        AppText {
            objectName: "consent-free"
            visible: Theme.landscape && ReviewModel.page === 1 && ReviewModel.hasConsents
            width: foot.primaryWidth
            color: Theme.color.textSecondary
            text: Words.text("consent.free")
        }
        AppButton {
            readonly property bool last: ReviewModel.page + 1 === ReviewModel.pageCount
            objectName: last ? "submit" : "next"
            width: foot.primaryWidth
            kind: "primary"
            label: Words.text(last ? "review.submit_elder" : ReviewModel.page === 0 ? "review.right" : ReviewModel.hasConsents ? "consent.next" : "notice.understood")
            offReason: last ? ReviewModel.submitOff : ""
            onActivated: last ? ReviewModel.submit() : ReviewModel.next()
        }
    }
}
