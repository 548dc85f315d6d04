pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What to bring, and where else it is done.
Column {
    id: matter

    spacing: Theme.space(5)

    AppText {
        visible: InformationModel.materialsTitle !== ""
        width: parent.width
        role: "heading"
        text: InformationModel.materialsTitle
    }
    Card {
        visible: materials.count > 0
        width: matter.width
        padding: Theme.space(5)

        Column {
            width: parent.width

            Repeater {
                id: materials

                model: InformationModel.materials

                GuideMaterial {
                    width: parent?.width ?? 0
                }
            }
        }
    }
    AppText {
        width: parent.width
        role: "heading"
        text: InformationModel.placesTitle
    }
    Repeater {
        model: InformationModel.places

        PlaceCard {
            required property string name
            required property string detail
            required property string phone

            width: matter.width
            placeName: name
            placeDetail: detail
            placePhone: phone
        }
    }
}
