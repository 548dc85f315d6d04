pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What lies in front of the scene: a forgotten card, the notices of the feed, the two ways to begin differently.
Column {
    id: desk

    spacing: Theme.space(5)

    function begin(way: string): void {
        if (way === "start-elder")
            IdleModel.startElder();
        else if (way === "start-contrast")
            IdleModel.startContrast();
        else
            IdleModel.startLowReach();
    }

    Card {
        objectName: "card-left"
        visible: IdleModel.cardTitle !== ""
        width: desk.width
        color: Theme.color.handSoft
        border.color: Theme.color.handEdge
        border.width: Theme.outlineControl

        Row {
            spacing: Theme.space(5)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "id-card"
                size: Theme.iconTile
                color: Theme.color.handText
            }
            Column {
                AppText {
                    role: "heading"
                    text: IdleModel.cardTitle
                    color: Theme.color.handText
                }
                AppText {
                    role: "bodyLarge"
                    text: IdleModel.cardText
                }
            }
        }
    }
    IdleNearby {
        visible: wanted && !Theme.landscape
        width: desk.width
    }
    Card {
        objectName: "resting-ways"
        visible: IdleModel.isResting && IdleModel.cardTitle === ""
        width: desk.width

        Row {
            width: parent.width
            spacing: Theme.space(5)

            Icon {
                id: phone
                anchors.verticalCenter: parent.verticalCenter
                name: "phone-call"
                size: Theme.iconTile
            }
            Column {
                width: parent.width - phone.width - parent.spacing
                AppText {
                    visible: IdleModel.nearbyName === ""
                    width: parent.width
                    role: "heading"
                    text: Words.text("idle.rest.ways")
                }
                AppText {
                    width: parent.width
                    color: Theme.color.textSecondary
                    text: Words.text("idle.rest.phone")
                }
                AppText {
                    role: "title"
                    text: IdleModel.helpPhone
                }
            }
        }
    }
    IdleStillWorks {
        visible: IdleModel.isResting && IdleModel.cardTitle === ""
        width: desk.width
    }
    Card {
        objectName: "bulletins"
        visible: bulletins.count > 0 && IdleModel.cardTitle === "" && !IdleModel.isResting
        width: desk.width
        padding: Theme.space(3)

        Column {
            width: parent.width

            Repeater {
                id: bulletins

                model: IdleModel.bulletins

                IdleBulletin {
                    width: parent?.width ?? 0
                }
            }
        }
    }
    Grid {
        id: ways

        readonly property real cardWidth: (width - (columns - 1) * columnSpacing) / columns

        width: desk.width
        columns: !Theme.landscape ? 3 : IdleModel.isResting ? 2 : 1
        columnSpacing: Theme.gutter + Theme.space(1)
        rowSpacing: Theme.gapBelow

        Repeater {
            model: [
                {
                    name: "start-elder",
                    icon: "elder-mode",
                    words: "idle.elder"
                },
                {
                    name: "start-contrast",
                    icon: "contrast",
                    words: "idle.contrast"
                },
                {
                    name: "start-low-reach",
                    icon: "low-reach",
                    words: "idle.low_reach"
                }
            ].slice(0, Theme.landscape ? 2 : 3)

            ServiceCard {
                required property var modelData

                objectName: modelData.name
                width: ways.cardWidth
                height: Theme.px(Theme.landscape ? 116 : 146)
                compact: true
                edgeColor: Theme.color.textSecondary
                icon: modelData.icon
                title: Words.text(modelData.words + ".title")
                examples: Words.text(modelData.words + ".text")
                onActivated: desk.begin(modelData.name)
            }
        }
    }
}
