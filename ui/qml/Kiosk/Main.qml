pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Input
import Kiosk.Screens
import Kiosk.Maintenance
import Kiosk.ViewModels

// The window: bars, rail, one screen, what lies over it. Flags, place and size are the program's business.
Window {
    id: window

    property real panelShortMm: 336 // the shorter side of the panel, from the configuration
    property bool reducedMotion: false
    readonly property bool moving: swap.running

    title: Words.text("product.name")
    color: Theme.color.surfacePage
    width: Tokens.portraitWidth
    height: Tokens.portraitHeight
    onActiveFocusItemChanged: reveal.show(activeFocusItem)

    RevealFocus {
        id: reveal
    }
    Binding {
        target: Theme
        property: "mode"
        value: Shell.mode
    }
    Binding {
        target: Theme
        property: "lowReach"
        value: Shell.lowReach && window.height > window.width
    }
    Binding {
        target: Theme
        property: "windowWidth"
        value: window.width
    }
    Binding {
        target: Theme
        property: "windowHeight"
        value: window.height
    }
    Binding {
        target: Theme
        property: "panelShortMm"
        value: window.panelShortMm
    }
    Binding {
        target: Theme
        property: "reducedMotion"
        value: window.reducedMotion || Shell.reducedMotion
    }

    Item {
        id: scene

        objectName: "scene"
        focus: true
        Keys.onPressed: event => {
            if (Shell.overlay !== "TimeIsUp")
                Shell.touched();
            event.accepted = keypad.press(event.key);
        }
        anchors.fill: parent
        anchors.rightMargin: Theme.landscape ? Theme.deviceRail : 0
        anchors.bottomMargin: Theme.landscape ? 0 : Theme.deviceRail

        TopBar {
            id: topBar

            visible: !Shell.attended
            enabled: !Shell.attended && (Shell.overlay === "" || Shell.overlay === "HelpCalled") // a question has the keypad and the bar below for itself
            width: parent.width
            placeName: Shell.placeName
            shortPlaceName: Shell.shortPlaceName
            machineLine: Shell.machineLine
            clockText: Shell.clockText
            showClock: Shell.inSession
            online: Shell.online
            onlineText: Shell.onlineText

            TopButtons {
                visible: Shell.inSession && !Theme.lowReach
            }
        }
        ServiceGesture {
            enabled: Shell.overlay === "" && ["Idle", "Home"].includes(Shell.screen)
            width: topBar.middleLeft
            height: Theme.topBar
        }
        Loader {
            active: Shell.attended // the first frame comes before there is a model of the menu
            enabled: Shell.overlay === "" || Shell.overlay === "HelpCalled"
            width: parent.width
            sourceComponent: MaintenanceBar {}
        }
        Item {
            width: parent.width
            height: lowReach.foot
            enabled: Shell.overlay === ""
            visible: Shell.overlay !== "HelpCalled" // whoever comes reads nothing of it
            clip: lowReach.lowered

            Loader {
                id: screen

                objectName: "screen"
                y: Theme.topBar + Theme.headGap + lowReach.drop
                width: parent.width
                height: lowReach.foot - Theme.topBar - Theme.headGap
                asynchronous: false // a touch must never meet the screen before
                source: Qt.resolvedUrl((Shell.attended ? "" : "Screens/") + Shell.screen + ".qml")
            }
        }
        LowReach {
            id: lowReach

            enabled: Shell.overlay === ""
            ownRow: (screen.item as Page)?.ownRow ?? false
            width: parent.width
            height: bottomBar.y
        }
        SpokenLine {
            anchors.top: parent.top
            anchors.topMargin: Theme.space(3)
            x: Theme.margin
            width: topBar.middleRight - x
            height: Theme.topBar - 2 * Theme.space(3)
        }
        Loader {
            anchors.fill: parent
            anchors.bottomMargin: bottomBar.height
            active: Shell.byEar
            source: Qt.resolvedUrl("Screens/Ear.qml")
        }
        Overlays {
            anchors.fill: parent
            anchors.bottomMargin: bottomBar.height
        }
        Toast {
            // In the top bar, beside its buttons: at the foot it would lie over the primary button or the keys, below the
            // bar over the title. Upright it hides the place's name whole, not in half.
            x: Theme.margin + (room - width) / 2
            y: (Theme.topBar - height) / 2
            width: Theme.landscape ? implicitWidth : room
            height: Theme.landscape ? implicitHeight : Theme.topBar - 2 * Theme.space(3)
            room: topBar.middleRight - Theme.margin
            icon: "check-circle"
            text: Shell.toastText
        }
        BottomBar {
            id: bottomBar

            anchors.bottom: parent.bottom
            width: parent.width
            inSession: Shell.inSession
            backText: Words.text("bottom.back")
            homeText: Words.text("bottom.home")
            readText: Shell.readAloudText
            helpText: Words.text("bottom.help")
            progressText: Words.text("bottom.progress")
            backEnabled: Shell.backEnabled
            atHome: Shell.atHome
            speaking: Shell.speaking
            countdownText: Shell.countdownText
            countdownFraction: Shell.countdownFraction
            countdownPaused: Shell.countdownPaused
            countdownWarning: Shell.countdownWarning
            onBack: Shell.back()
            onHome: Shell.home()
            onReadAloud: Shell.readAloud()
            onHelp: Shell.inSession ? Shell.help() : IdleModel.askForHelp()
            onProgress: IdleModel.showProgress()
        }
    }
    DeviceRail {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: Theme.landscape ? Theme.deviceRail : parent.width
        height: Theme.landscape ? parent.height : Theme.deviceRail
        model: Shell.rail
    }
    Loader {
        anchors.fill: parent
        active: Shell.isDark
        source: Qt.resolvedUrl("Screens/Dark.qml")
    }
    Item {
        // Lies over everything and takes nothing: whoever touches anything is still here. The question whether they are
        // has its own answers, which must not vanish under the finger.
        anchors.fill: parent

        PointHandler {
            onActiveChanged: if (active && Shell.overlay !== "TimeIsUp")
                Shell.touched()
        }
    }

    FiveKeys {
        id: keypad
        scene: scene
        start: screen
    }
    MissedMark {
        id: missedMark
    }
    Connections {
        target: Touch
        function onMissed(): void {
            Shell.missed();
        }
    }
    Connections {
        target: Shell
        function onMoved(): void {
            missedMark.hide(); // it answers a touch on the screen before
            scene.forceActiveFocus(); // the keypad begins anew, at the top of what is new
            swap.restart();
        }
    }
    ParallelAnimation {
        id: swap

        NumberAnimation {
            target: screen
            property: "x"
            from: Shell.forward ? Theme.slide : -Theme.slide
            to: 0
            duration: Theme.swapMs
            easing.type: Easing.BezierSpline
            easing.bezierCurve: Tokens.standardCurve
        }
        NumberAnimation {
            target: screen
            property: "opacity"
            from: 0.2
            to: 1
            duration: Theme.swapMs
        }
    }
}
