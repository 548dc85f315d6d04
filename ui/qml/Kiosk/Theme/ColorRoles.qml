import QtQuick

// The colours by role; the light and the high-contrast palette are one of these each.
QtObject {
    required property color surfacePage
    required property color surfaceCard
    required property color surfaceSunk
    required property color surfaceBezel
    required property color surfaceWater
    required property color textPrimary
    required property color textSecondary
    required property color textOnAction
    required property color textOnHand
    required property color textOnBezel
    required property color textBrand
    required property color actionPrimary
    required property color actionPrimaryEdge
    required property color actionPrimarySoft
    required property color actionOnPrimarySoft
    required property color handFill
    required property color handEdge
    required property color handSoft
    required property color handText
    required property color statusSuccessFill
    required property color statusSuccessSoft
    required property color statusSuccessText
    required property color statusWaitingFill
    required property color statusWaitingSoft
    required property color statusWaitingText
    required property color statusDangerFill
    required property color statusDangerEdge
    required property color statusDangerSoft
    required property color statusDangerText
    required property color statusInfoFill
    required property color statusInfoSoft
    required property color statusInfoText
    required property color groupCare
    required property color groupWork
    required property color groupPlace
    required property color groupCareSoft
    required property color groupWorkSoft
    required property color groupPlaceSoft
    required property color lineHair
    required property color lineControl
    required property color lineEdge
    required property color focusRing
    required property color focusGap
    required property color scrim
}
