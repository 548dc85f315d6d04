pragma Singleton
pragma ComponentBehavior: Bound
import QtQuick

// Every colour, size and duration a screen may use. Set by the window: mode, its size, the panel's millimetres, lowReach,
// reducedMotion. A size is written in pixels of the design's canvas (1080 wide upright, 1080 high lying) and passed
// through px(), or textPx(), targetPx(), gapPx(), which never go below the millimetres a hand and an eye need.
QtObject {
    id: theme

    property string mode: "standard" // standard, elder, high_contrast
    property bool lowReach: false
    property bool reducedMotion: false
    property real windowWidth: Tokens.portraitWidth
    property real windowHeight: Tokens.portraitHeight
    property real panelShortMm: 336 // the shorter side of the panel; a 27-inch one unless the configuration says so

    readonly property bool elder: mode === "elder"
    readonly property bool highContrast: mode === "high_contrast"
    readonly property bool landscape: windowWidth > windowHeight
    readonly property bool still: reducedMotion || highContrast // loops stand on their key frame

    readonly property ColorRoles color: highContrast ? Tokens.highContrast : Tokens.light
    readonly property TypeScale type: elder ? Tokens.elderType : highContrast ? Tokens.largeType : Tokens.standardType
    readonly property ModeSizes sizes: elder ? Tokens.elderSizes : highContrast ? Tokens.largeSizes : Tokens.standardSizes

    // ── millimetres ────────────────────────────────────────────────────────────────────────────────────────────────

    readonly property real scale: landscape // the whole canvas has room, also on panels that are not 16:9
        ? Math.min(windowHeight / Tokens.landscapeHeight, windowWidth / Tokens.landscapeWidth)
        : Math.min(windowWidth / Tokens.portraitWidth, windowHeight / Tokens.portraitHeight)
    readonly property bool tight: capHeightMm * pxPerMm / capHeightRatio > 1.12 * sizes.textMinimum * scale // text outgrows its box
    readonly property real pxPerMm: Math.min(windowWidth, windowHeight) / panelShortMm
    readonly property real capHeightMm: elder ? 7.3 : 4.8
    readonly property real targetMm: elder ? 20 : 12.7
    readonly property real gapMm: elder ? 5 : 2.54
    readonly property real keyMm: 15 // QWERTY keys are exempt from the larger target (DESIGN 10)
    readonly property real capHeightRatio: 0.733 // of the type size, in Noto Sans CJK

    function px(n: real): real {
        return Math.round(n * scale);
    }
    function textPx(n: real): int {
        return atLeast(Math.max(n, sizes.textMinimum), capHeightMm / capHeightRatio);
    }
    function targetPx(n: real): real {
        return atLeast(n, targetMm);
    }
    function keyPx(n: real): real {
        return atLeast(n, keyMm);
    }
    function gapPx(n: real): real {
        return atLeast(n, gapMm);
    }
    // A floor is never rounded down.
    function atLeast(n: real, mm: real): real {
        return Math.max(px(n), Math.ceil(mm * pxPerMm - 0.01));
    }

    // ── type ───────────────────────────────────────────────────────────────────────────────────────────────────────

    readonly property string textFamily: "Noto Sans CJK SC"
    readonly property string displayFamily: mode === "standard" ? "Noto Serif CJK SC" : textFamily
    readonly property int largeLabelSize: elder ? 46 : highContrast ? 44 : 40 // the word on a large button
    readonly property int fieldSize: elder ? 50 : highContrast ? 40 : 34 // what a field holds
    readonly property int displayFrom: 52 // canvas pixels; smaller type is never in the display family
    readonly property real naturalLine: 1.448 // line height of the family, as a multiple of the size

    function role(name: string): TypeRole {
        switch (name) {
        case "clock": return type.clock;
        case "display": return type.display;
        case "title": return type.title;
        case "heading": return type.heading;
        case "bodyLarge": return type.bodyLarge;
        case "label": return type.label;
        case "caption": return type.caption;
        default: return type.body;
        }
    }
    function family(size: int): string {
        return size >= displayFrom ? displayFamily : textFamily;
    }

    // ── sizes, already scaled ──────────────────────────────────────────────────────────────────────────────────────

    readonly property real targetMin: targetPx(sizes.targetMin)
    readonly property real targetPrimary: targetPx(sizes.targetPrimary)
    readonly property real edge: highContrast ? 0 : px(sizes.edge)
    readonly property real edgePressed: highContrast ? 0 : px(Tokens.edgePressed)
    readonly property real gap: gapPx(sizes.targetGap) // beside each other
    readonly property real gapBelow: gap + edge // above each other: the edge of the upper one lies in between
    readonly property real gutter: px(Tokens.gutter)
    readonly property real margin: px(landscape ? Tokens.landscapeMargin : Tokens.portraitMargin)
    readonly property real topBar: !landscape ? px(sizes.topBar)
        : Math.max(px(elder ? 160 : Tokens.landscapeTopBar), targetPx(0) + 2 * edge + 2 * (gap - headGap)) // its buttons, with their gaps
    readonly property real headGap: elder ? 0 : px(14) // between the top bar and what a screen begins with
    readonly property real bottomBar: px(landscape ? sizes.landscapeBottomBar : sizes.bottomBar)
    readonly property real deviceRail: px(landscape ? (elder ? 104 : 84) : sizes.deviceRail)
    readonly property real iconInline: px(sizes.iconInline)
    readonly property real iconButton: px(sizes.iconButton)
    readonly property real iconTile: px(sizes.iconTile)
    readonly property real iconHero: px(sizes.iconHero)
    readonly property real iconStroke: highContrast ? 2.4 : 2
    readonly property real outline: px(highContrast ? 4 : 2) // round whatever can be pressed
    readonly property real outlineControl: px(highContrast ? 4 : 3) // the same where nothing else tells it apart
    readonly property real outlineChosen: px(highContrast ? 10 : 5)
    readonly property real hair: px(highContrast ? 3 : 2)
    readonly property real radiusSmall: px(Tokens.radiusSmall)
    readonly property real radiusButton: px(Tokens.radiusButton)
    readonly property real radiusCard: px(Tokens.radiusCard)
    readonly property real radiusPanel: px(Tokens.radiusPanel)
    readonly property real focusRing: px(6)
    readonly property real focusGap: px(4)

    function space(step: int): real {
        const steps = [0, Tokens.space1, Tokens.space2, Tokens.space3, Tokens.space4, Tokens.space5, Tokens.space6,
            Tokens.space7, Tokens.space8, Tokens.space9, Tokens.space10];
        return px(steps[step]);
    }

    // ── colours of things that come by name ────────────────────────────────────────────────────────────────────────

    function tone(name: string): color {
        return name === "work" ? color.groupWork : name === "place" ? color.groupPlace : color.groupCare;
    }
    function toneSoft(name: string): color {
        return name === "work" ? color.groupWorkSoft : name === "place" ? color.groupPlaceSoft : color.groupCareSoft;
    }

    readonly property color spanAhead: highContrast ? Qt.darker(color.textPrimary, 1.9) : color.lineEdge
    readonly property color spanAheadDeck: Qt.darker(spanAhead, 1.14)

    // ── time ───────────────────────────────────────────────────────────────────────────────────────────────────────

    readonly property int pressMs: Tokens.pressMs
    readonly property int releaseMs: Tokens.releaseMs
    readonly property int swapMs: reducedMotion ? 0 : Tokens.swapMs
    readonly property int sheetMs: reducedMotion ? 0 : Tokens.sheetMs
    readonly property int hintLoopMs: Tokens.hintLoopMs
    readonly property int hintLoopCount: 3
    readonly property int wavePulseMs: Tokens.waitPulseMs
    readonly property int spanFillMs: reducedMotion ? 0 : 600
    readonly property int checkDrawMs: reducedMotion ? 0 : 240
    readonly property int successHoldMs: Tokens.successHoldMs
    readonly property int receiptFeedMs: Tokens.receiptFeedMs
    readonly property int toastMs: 4000
    readonly property int glowMs: 6000
    readonly property int idleMotionMs: 20000
    readonly property int burnInMs: 600000
    readonly property int caretMs: 600
    readonly property int missedMs: 900 // how long a touch that came to nothing is marked
    readonly property real slide: px(24)
}
