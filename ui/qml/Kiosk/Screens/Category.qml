pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 37: one category's entries; what cannot be done now says why.
Item {
    id: page

    objectName: "category"

    component SearchKeys: Row {
        id: keys

        spacing: Theme.gap

        AppButton {
            objectName: "search"
            width: keys.width - (speak.visible ? speak.width + Theme.gap : 0)
            kind: "secondary"
            large: !Theme.landscape
            icon: "search"
            label: Words.text("category.search")
            onActivated: HomeModel.search()
        }
        SpeakButton {
            id: speak

            large: !Theme.landscape
        }
    }

    Row {
        id: head

        x: Theme.margin
        spacing: Theme.space(6)

        ArchPlate {
            id: plate
            anchors.verticalCenter: parent.verticalCenter
            icon: CategoryModel.icon
            tone: CategoryModel.tone
            side: Theme.px(126)
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter

            AppText {
                objectName: "title"
                role: "display"
                text: CategoryModel.title
            }
            AppText {
                width: Math.min(implicitWidth, page.width - 2 * head.x - plate.width - head.spacing - (beside.visible ? beside.width + Theme.gap : 0))
                role: "bodyLarge"
                text: CategoryModel.help
                color: Theme.color.textSecondary
            }
        }
    }
    SearchKeys { // lying, the list needs the height
        id: beside

        visible: Theme.landscape
        x: page.width - Theme.margin - width
        y: head.y + (head.height - height) / 2
        width: Theme.px(Theme.elder ? 720 : 620)
    }
    Spine {
        id: spine

        visible: !Theme.elder
        x: Theme.margin
        y: head.y + head.height + Theme.space(5)
        height: Math.min(list.height, list.matterHeight)
        text: CategoryModel.spine
        tone: CategoryModel.tone
    }
    PagedArea {
        id: list

        x: spine.visible ? spine.x + spine.width + Theme.gutter : Theme.margin
        y: spine.y
        width: page.width - x - Theme.margin
        height: (Theme.landscape ? page.height - Theme.edge : below.y) - y - Theme.space(5)
        spacing: Theme.gapBelow

        Repeater {
            model: CategoryModel.entries

            ChoiceTile {
                required title
                required pill
                required offReason
                required property string entryId
                required property string summary

                objectName: "entry-" + entryId
                width: list.width
                consequence: summary
                trailingIcon: "chevron-right"
                onActivated: CategoryModel.open(entryId)
            }
        }
    }
    SearchKeys {
        id: below

        visible: !Theme.landscape
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space(5) + Theme.edge
        x: Theme.margin
        width: page.width - 2 * Theme.margin
    }
}
