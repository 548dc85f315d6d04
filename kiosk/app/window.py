"""The terminal's window: words, view-models, image providers and scene; joined to a program once that is loaded.

TerminalWindow ─► show ─► first frame ─► join(program) ─► program.start
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtQuick import QQuickWindow

from kiosk.app.memory import collect_everything, give_back_memory
from kiosk.app.place import machine_place
from kiosk.app.threshold import Threshold
from kiosk.config import Settings
from kiosk.core.clock import Clock, SystemClock
from kiosk.telemetry import emit
from kiosk.texts import Texts
from ui.bridge.drawings import DrawingProvider, IconProvider
from ui.bridge.pages import PagesProvider
from ui.bridge.qr import QrProvider
from ui.engine import Scene
from ui.input.keyboard import InputPort
from ui.input.touch_rule import TouchLimits
from ui.viewmodels.build import follow, greet
from ui.viewmodels.context import Greeting, Mirror, ViewContext
from ui.viewmodels.menu_trials import TrialModel
from ui.viewmodels.supply import SupplyModel

if TYPE_CHECKING:  # loaded after the first frame
    from kiosk.app.emptiness import Emptiness
    from kiosk.app.program import Program


_PLACE = re.compile(r"\w+\.qml:\d+")
TIDY_AFTER_MS = 1000
"""A screen's swap takes 220 ms (tokens: motion.swap); a driver's cancelled question ends with its answer."""


class TerminalWindow:
    """What the resident sees. Keeps the Python owners of everything QML uses. Main thread."""

    def __init__(
        self, settings: Settings, assets: Path, on_warning: Callable[[str], None], clock: Clock | None = None
    ) -> None:
        terminal = settings.terminal
        self._on_warning = on_warning
        self.broke: Callable[[], None] = lambda: None
        """Called when a screen is not as it was written any more: whoever stands there must not go on with it."""
        self.texts = Texts.load(assets / "i18n", terminal.language, strict=False)
        self._place = machine_place(settings)
        self._clock = clock or SystemClock()
        self._threshold = Threshold(self._clock.now())
        self._mirrors: tuple[Mirror, ...] = greet(Greeting(self._threshold, self.texts, self._place))
        self.scene = Scene(
            {
                "icon": IconProvider(assets / "icons"),
                "drawing": DrawingProvider(assets / "illustrations"),
                "qr": QrProvider(),
            },
            self._warned,
        )
        initial = {
            "width": settings.ui.width_px,
            "height": settings.ui.height_px,
            "panelShortMm": settings.panel_short_mm,
        }
        self.window: QQuickWindow = self.scene.load("Kiosk", "Main", initial)
        self.emptiness: Emptiness | None = None
        """Looks for what a session left; from `join` on."""
        # One timer for all sessions: what QTimer.singleShot connects to a window stays with it.
        self._forgotten = QTimer(self.window, interval=TIDY_AFTER_MS, singleShot=True)
        self._forgotten.timeout.connect(self.tidy_up)
        self.scene.touch.adjust(TouchLimits(settings.ui.button_guard_ms / 1000, settings.ui.key_guard_ms / 1000))

    def show(self, full_screen: bool) -> None:
        """Put it on the screen."""
        self._threshold.look_again(self._clock.now())
        for mirror in self._mirrors:
            mirror.apply(self._threshold.snapshot)
        if full_screen:
            self.window.showFullScreen()
        else:
            self.window.show()

    def hold(self, holds: bool) -> None:
        """Keep a hand's acts back, or do those that waited."""
        self._threshold.hold(holds)

    def join(self, program: "Program") -> None:
        """Make what the other screens need, and let everything follow the program's session. Once, after the frame."""
        from ui.input.rime import open_engine
        from ui.input.zinnia import open_pen

        self.input = InputPort(open_engine(), open_pen())
        program.hooks.forget.append(self._forget)
        context = ViewContext(self._threshold, self.texts, program.catalogue, self._place)

        def everybody() -> None:
            self._mirrors = follow(self._mirrors, context)
            self.scene.engine.addImageProvider("pages", PagesProvider(SupplyModel.instance.pages))
            self.scene.engine.addImageProvider("plate", PagesProvider(TrialModel.instance.pages))

        self._threshold.open(program.session, everybody)
        from kiosk.app.emptiness import Emptiness

        self.emptiness = Emptiness(
            program.session, self.window, (*self._mirrors, self.input), lambda: program.worn.out("emptiness")
        )
        give_back_memory()
        self._forgotten.start()

    def go_by_ear(self, program: "Program") -> None:
        """From now on the keypad moves on this window, and who sees nothing hears it. Once the program has started."""
        from kiosk.app.by_ear import ByEar

        self._by_ear = ByEar(self.window, program.session, program.speaker, self.texts, self.input)
        by_ear, attendance = self._by_ear, program.attendance
        program.hooks.pressed = lambda press: None if attendance.takes_key(press) else by_ear.press(press)

    def guard_keys(self, scanned: Callable[[str], None]) -> None:
        """From now on what a scanner types is no resident's key."""
        from ui.bridge.key_guard import KeyGuard

        self._guard = KeyGuard(self.window, scanned)

    def _warned(self, warning: str) -> None:
        emit("screen_broke", place=place_of(warning))
        self._on_warning(warning)
        self.broke()

    def _forget(self) -> None:
        """Drop what is composed now; what the old screen and the last tasks held, when they have gone."""
        self.input.forget()
        self._forgotten.start()

    def tidy_up(self) -> None:
        """Let nothing of a resident wait for a collector, Qt's or Python's; not while somebody is here."""
        if not self._threshold.snapshot.state.in_session:
            self.scene.engine.collectGarbage()
            collect_everything()
            if self.emptiness is not None:
                self.emptiness.begin()


def place_of(warning: str) -> str:
    """File and line of what QML says; the rest can hold what a resident gave."""
    found = _PLACE.search(warning)
    return found.group() if found else ""
