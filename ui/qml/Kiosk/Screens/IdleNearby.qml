pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.ViewModels

// 53: the next machine that works, where the site names one.
NearbyCard {
    readonly property bool wanted: IdleModel.nearbyName !== "" && IdleModel.isResting && IdleModel.cardTitle === ""

    objectName: "nearby"
    walk: IdleModel.nearbyWalk
    lead: Words.text("idle.rest.nearby")
    name: IdleModel.nearbyName
    way: IdleModel.nearbyWay
    note: IdleModel.nearbyNote
}
