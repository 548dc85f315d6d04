pragma Singleton
pragma ComponentBehavior: Bound
import QtQuick

// Made by packaging/dev/tokens from assets/design/tokens.json. Do not edit.
QtObject {
    readonly property ColorRoles light: ColorRoles {
        surfacePage: "#F5EFE2"
        surfaceCard: "#FFFCF5"
        surfaceSunk: "#EAE1CF"
        surfaceBezel: "#1C2420"
        surfaceWater: "#BCD2C4"
        textPrimary: "#1C2420"
        textSecondary: "#3F4741"
        textOnAction: "#FFFCF5"
        textOnHand: "#1C2420"
        textOnBezel: "#F5EFE2"
        textBrand: "#0E4A39"
        actionPrimary: "#0E4A39"
        actionPrimaryEdge: "#06281E"
        actionPrimarySoft: "#D9E7DD"
        actionOnPrimarySoft: "#0B3B2E"
        handFill: "#F2A65A"
        handEdge: "#B4631D"
        handSoft: "#FCE7CD"
        handText: "#7A2E0A"
        statusSuccessFill: "#0E4A39"
        statusSuccessSoft: "#D9E7DD"
        statusSuccessText: "#0B3B2E"
        statusWaitingFill: "#F4D27A"
        statusWaitingSoft: "#FBEFCB"
        statusWaitingText: "#553700"
        statusDangerFill: "#8C1D18"
        statusDangerEdge: "#560E0B"
        statusDangerSoft: "#FAE3DD"
        statusDangerText: "#8C1D18"
        statusInfoFill: "#1C3D5E"
        statusInfoSoft: "#DCE6EE"
        statusInfoText: "#1C3D5E"
        groupCare: "#0E4A39"
        groupWork: "#7A2E0A"
        groupPlace: "#1C3D5E"
        groupCareSoft: "#D9E7DD"
        groupWorkSoft: "#F2E1D5"
        groupPlaceSoft: "#DCE6EE"
        lineHair: "#D8CCB4"
        lineControl: "#857A62"
        lineEdge: "#CFC2A6"
        focusRing: "#1C2420"
        focusGap: "#FFFCF5"
        scrim: "#B81C2420"
    }
    readonly property ColorRoles highContrast: ColorRoles {
        surfacePage: "#000000"
        surfaceCard: "#000000"
        surfaceSunk: "#141414"
        surfaceBezel: "#000000"
        surfaceWater: "#000000"
        textPrimary: "#FFFFFF"
        textSecondary: "#F2F2F2"
        textOnAction: "#000000"
        textOnHand: "#000000"
        textOnBezel: "#FFFFFF"
        textBrand: "#FFE14A"
        actionPrimary: "#FFE14A"
        actionPrimaryEdge: "#FFFFFF"
        actionPrimarySoft: "#000000"
        actionOnPrimarySoft: "#FFE14A"
        handFill: "#FFE14A"
        handEdge: "#FFFFFF"
        handSoft: "#000000"
        handText: "#FFE14A"
        statusSuccessFill: "#8EF5B0"
        statusSuccessSoft: "#000000"
        statusSuccessText: "#8EF5B0"
        statusWaitingFill: "#FFE14A"
        statusWaitingSoft: "#000000"
        statusWaitingText: "#FFE14A"
        statusDangerFill: "#FFB0A6"
        statusDangerEdge: "#FFFFFF"
        statusDangerSoft: "#000000"
        statusDangerText: "#FFB0A6"
        statusInfoFill: "#9BE7FF"
        statusInfoSoft: "#000000"
        statusInfoText: "#9BE7FF"
        groupCare: "#FFFFFF"
        groupWork: "#FFFFFF"
        groupPlace: "#FFFFFF"
        groupCareSoft: "#000000"
        groupWorkSoft: "#000000"
        groupPlaceSoft: "#000000"
        lineHair: "#FFFFFF"
        lineControl: "#FFFFFF"
        lineEdge: "#FFFFFF"
        focusRing: "#FFE14A"
        focusGap: "#000000"
        scrim: "#E6000000"
    }
    readonly property TypeScale standardType: TypeScale {
        clock: TypeRole { size: 260; lineHeight: 1; weight: 600 }
        display: TypeRole { size: 68; lineHeight: 1.25; weight: 700 }
        title: TypeRole { size: 46; lineHeight: 1.3; weight: 700 }
        heading: TypeRole { size: 36; lineHeight: 1.35; weight: 700 }
        bodyLarge: TypeRole { size: 32; lineHeight: 1.5; weight: 500 }
        body: TypeRole { size: 28; lineHeight: 1.5; weight: 400 }
        label: TypeRole { size: 28; lineHeight: 1.25; weight: 500 }
        caption: TypeRole { size: 24; lineHeight: 1.45; weight: 400 }
    }
    readonly property TypeScale largeType: TypeScale {
        clock: TypeRole { size: 260; lineHeight: 1; weight: 700 }
        display: TypeRole { size: 76; lineHeight: 1.25; weight: 700 }
        title: TypeRole { size: 54; lineHeight: 1.3; weight: 700 }
        heading: TypeRole { size: 42; lineHeight: 1.35; weight: 700 }
        bodyLarge: TypeRole { size: 38; lineHeight: 1.5; weight: 500 }
        body: TypeRole { size: 34; lineHeight: 1.5; weight: 500 }
        label: TypeRole { size: 34; lineHeight: 1.25; weight: 700 }
        caption: TypeRole { size: 30; lineHeight: 1.45; weight: 500 }
    }
    readonly property TypeScale elderType: TypeScale {
        clock: TypeRole { size: 260; lineHeight: 1; weight: 700 }
        display: TypeRole { size: 84; lineHeight: 1.25; weight: 700 }
        title: TypeRole { size: 64; lineHeight: 1.3; weight: 700 }
        heading: TypeRole { size: 54; lineHeight: 1.35; weight: 700 }
        bodyLarge: TypeRole { size: 46; lineHeight: 1.5; weight: 500 }
        body: TypeRole { size: 42; lineHeight: 1.5; weight: 500 }
        label: TypeRole { size: 40; lineHeight: 1.2; weight: 700 }
        caption: TypeRole { size: 36; lineHeight: 1.4; weight: 500 }
    }
    readonly property ModeSizes standardSizes: ModeSizes {
        textMinimum: 24
        edge: 6
        targetMin: 96
        targetPrimary: 120
        targetGap: 16
        iconInline: 36
        iconButton: 44
        iconTile: 64
        iconHero: 120
        idleSeconds: 120
        warnAt: 30
        topBar: 120
        bottomBar: 164
        deviceRail: 64
        landscapeBottomBar: 128
    }
    readonly property ModeSizes largeSizes: ModeSizes {
        textMinimum: 30
        edge: 8
        targetMin: 112
        targetPrimary: 136
        targetGap: 20
        iconInline: 44
        iconButton: 52
        iconTile: 72
        iconHero: 132
        idleSeconds: 180
        warnAt: 40
        topBar: 150
        bottomBar: 184
        deviceRail: 72
        landscapeBottomBar: 128
    }
    readonly property ModeSizes elderSizes: ModeSizes {
        textMinimum: 36
        edge: 8
        targetMin: 140
        targetPrimary: 164
        targetGap: 24
        iconInline: 52
        iconButton: 60
        iconTile: 104
        iconHero: 150
        idleSeconds: 300
        warnAt: 60
        topBar: 172
        bottomBar: 212
        deviceRail: 84
        landscapeBottomBar: 172
    }
    readonly property int space1: 4
    readonly property int space2: 8
    readonly property int space3: 12
    readonly property int space4: 16
    readonly property int space5: 24
    readonly property int space6: 32
    readonly property int space7: 40
    readonly property int space8: 48
    readonly property int space9: 64
    readonly property int space10: 96
    readonly property int radiusSmall: 12
    readonly property int radiusButton: 22
    readonly property int radiusCard: 28
    readonly property int radiusPanel: 36
    readonly property int radiusFull: 999
    readonly property int edgePressed: 2
    readonly property int pressMs: 90
    readonly property int releaseMs: 140
    readonly property int swapMs: 220
    readonly property int sheetMs: 320
    readonly property int hintLoopMs: 2400
    readonly property int waitPulseMs: 1600
    readonly property int receiptFeedMs: 2800
    readonly property int successHoldMs: 1200
    readonly property list<real> standardCurve: [0.2, 0, 0, 1, 1, 1]
    readonly property list<real> enterCurve: [0.05, 0.7, 0.1, 1, 1, 1]
    readonly property list<real> exitCurve: [0.3, 0, 0.8, 0.15, 1, 1]
    readonly property list<real> handCurve: [0.45, 0, 0.2, 1, 1, 1]
    readonly property int portraitWidth: 1080
    readonly property int portraitHeight: 1920
    readonly property int portraitMargin: 40
    readonly property int landscapeWidth: 1920
    readonly property int landscapeHeight: 1080
    readonly property int landscapeMargin: 48
    readonly property int gutter: 16
    readonly property int landscapeTopBar: 108
}
