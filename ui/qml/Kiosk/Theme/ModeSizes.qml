import QtQuick

// What a mode changes besides colour and type: canvas pixels, and seconds where the name says so.
QtObject {
    required property int textMinimum
    required property int edge
    required property int targetMin
    required property int targetPrimary
    required property int targetGap
    required property int iconInline
    required property int iconButton
    required property int iconTile
    required property int iconHero
    required property int idleSeconds
    required property int warnAt
    required property int topBar
    required property int bottomBar
    required property int deviceRail
    required property int landscapeBottomBar
}
