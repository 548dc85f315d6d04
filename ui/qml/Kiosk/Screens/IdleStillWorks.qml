pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// 53: what a machine that takes no cases can still do.
Column {
    id: works

    spacing: Theme.space(3)

    AppText {
        role: "heading"
        text: Words.text("idle.rest.works")
        Accessible.role: Accessible.Heading
    }
    Row {
        id: tiles

        width: parent.width
        spacing: Theme.gutter + Theme.space(1)

        Repeater {
            model: [
                {
                    category: "requests",
                    icon: "phone-call",
                    tone: "work",
                    words: "idle.rest.hotline"
                },
                {
                    category: "open-affairs",
                    icon: "open-affairs",
                    tone: "place",
                    words: "idle.rest.affairs"
                },
                {
                    category: "warnings",
                    icon: "alert",
                    tone: "place",
                    words: "idle.rest.warnings"
                }
            ]

            ServiceCard {
                required property var modelData

                objectName: "still-" + modelData.category
                width: (tiles.width - 2 * tiles.spacing) / 3
                height: Theme.targetPx(146)
                edgeColor: Theme.color.textSecondary // it lies on a picture
                compact: true
                icon: modelData.icon
                tone: modelData.tone
                title: Words.text(modelData.words)
                onActivated: IdleModel.open(modelData.category)
            }
        }
    }
}
