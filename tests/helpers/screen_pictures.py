"""Every screen as it is approved: which pictures there are, and the window that draws them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtGui import QImage

from kiosk.session.screens import Saving
from kiosk.session.states import Mode, SessionState
from tests.helpers.later_states import filing
from tests.helpers.panels import LYING_21, UPRIGHT_27, Look, Panel
from tests.helpers.scenes import Scene, all_scenes
from tests.helpers.stage import Stage
from tests.helpers.view_context import ROOT

APPROVED = ROOT / "tests/screens/approved"
BETWEEN = filing(Saving())
"""A short screen between two that are drawn by the same file: nothing of the first is left."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One scene, on one panel, in one look."""

    scene: Scene
    panel: Panel
    look: Look

    @property
    def folder(self) -> str:
        return self.look.name if self.panel.is_upright else f"{self.look.name}+landscape"

    @property
    def path(self) -> Path:
        return APPROVED / self.folder / f"{self.scene.name}.png"


def all_pictures() -> Iterator[Picture]:
    """Every scene upright in its modes; one scene of every screen and overlay in low reach, and lying."""
    for mode in Mode:
        yield from (Picture(scene, UPRIGHT_27, Look(mode)) for scene in all_scenes() if mode in scene.modes)
    for scene in one_of_each():
        if len(scene.modes) > 1:
            yield Picture(scene, UPRIGHT_27, Look(scene.modes[0], ("low_reach",)))
        yield Picture(scene, LYING_21, Look(scene.modes[0]))


@cache
def one_of_each() -> tuple[Scene, ...]:
    """The first scene of every screen and overlay."""
    return tuple(_first_of_each())


def _first_of_each() -> Iterator[Scene]:
    seen = set()
    for scene in all_scenes():
        kind = type(scene.state.screen) if scene.state.overlay is None else type(scene.state.overlay)
        if kind not in seen and Mode.STANDARD in scene.modes:
            seen.add(kind)
            yield scene


class Painter:
    """One window that draws one picture after the other. Close it before another is opened."""

    def __init__(self, panel: Panel) -> None:
        self.stage = Stage(SessionState(online=True), panel.size)
        self.stage.window.setProperty("panelShortMm", panel.short_mm)

    def draw(self, picture: Picture) -> QImage:
        """The scene, shown afresh."""
        looks = dict.fromkeys(picture.look.overlays, True)
        self.stage.session.show_state(BETWEEN)
        self.stage.settle()
        self.stage.compose(picture.scene.is_composing)
        self.stage.session.show(picture.scene.snapshot(picture.look.mode, **looks))
        self.stage.settle()
        for name in picture.scene.touched:
            self.stage.touch(name)
        self.stage.settle()
        image = self.stage.window.grabWindow()
        if self.stage.is_folding():  # to be drawn laid it out
            self.stage.fold()
            image = self.stage.window.grabWindow()
        return image

    def close(self) -> None:
        self.stage.close()
