"""Walks over scenes in one window that stays open, and hands each to whoever judges it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtQuick import QQuickItem

from kiosk.session.screens import Saving
from kiosk.session.states import SessionState
from tests.helpers.accessibility import five_keys
from tests.helpers.accessibility.seen import look
from tests.helpers.accessibility.view import View
from tests.helpers.later_states import filing
from tests.helpers.panels import Look, Panel
from tests.helpers.scenes import NOBODY, Scene, all_scenes
from tests.helpers.stage import Stage

RINGS = 7
"""The ring is looked at round another control of each scene; in a whole walk every kind has been seen with it."""
BETWEEN = filing(Saving())
"""A short screen between two that are drawn by the same file: nothing of the first is left."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One scene as somebody sees it."""

    scene: Scene
    look: Look
    panel: Panel
    locale: str
    view: View

    @property
    def name(self) -> str:
        return " · ".join((self.scene.name, self.look.name, self.panel.name, self.locale))


class Walk:
    """One window in one language. Close it before the next."""

    def __init__(self, panel: Panel, locale: str = "zh_CN") -> None:
        self.panel = panel
        self.locale = locale
        self.stage = Stage(SessionState(online=True), panel.size, locale)
        self.stage.window.setProperty("panelShortMm", panel.short_mm)
        self._seen_count = 0
        self._is_used = False
        """What is shown was touched, or a list of it moved: the next scene may be drawn by the same items."""

    def close(self) -> None:
        """Let the window go; raises what QML complained of."""
        self.stage.close()
        if self.stage.warnings:
            raise AssertionError("; ".join(self.stage.warnings[:3]))

    def sights(self, looks: Iterable[Look], scenes: Iterable[Scene] = ()) -> Iterator[Sight]:
        """Every scene in every look it can be met in."""
        for way in looks:
            for scene in scenes or all_scenes():
                if way.mode in scene.modes and (scene.modes != NOBODY or not way.overlays):
                    yield self.sight(scene, way)

    def sight(self, scene: Scene, way: Look) -> Sight:
        """One scene, shown afresh."""
        self.show(scene, way)
        return Sight(scene, way, self.panel, self.locale, self.look(way))

    def show(self, scene: Scene, way: Look) -> None:
        """Bring it up, and touch what belongs to it."""
        if self._is_used or scene.touched:
            self.stage.session.show_state(BETWEEN)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # no loop runs that would
        self.stage.compose(scene.is_composing)
        self.stage.session.show(scene.snapshot(way.mode, **dict.fromkeys(way.overlays, True)))
        items = self.stage.window.findChild(QQuickItem, "scene")
        assert items is not None
        items.forceActiveFocus()
        self.stage.settle()
        self.stage.fold()
        self._is_used = bool(scene.touched)
        for name in scene.touched:
            self.stage.touch(name)

    def look(self, way: Look, all_rings: bool = False) -> View:
        """What is to be seen now, and one round of the keypad; the ring is measured at one of its stops, or at all."""
        view = look(self.stage.window, way.mode.value, self.panel.short_mm)
        if self.stage.is_folding():  # to be looked at laid it out
            self.stage.fold()
            view = look(self.stage.window, way.mode.value, self.panel.short_mm)
        view.low_reach = "low_reach" in way.overlays
        self._seen_count += 1
        rings = range(five_keys.MOST_PRESSES) if all_rings else (self._seen_count % RINGS,)
        view.stops = five_keys.once_round(self.stage.window, view.pixels, rings)
        self._is_used = self._is_used or any(stop.is_scrolled for stop in view.stops)
        return view
