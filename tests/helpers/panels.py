"""The panels that the screens are proven on (issue 4), and the ways to look at a screen."""

import math
from dataclasses import dataclass, fields
from itertools import product

from kiosk.session.states import Mode, SessionState

MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Panel:
    """One screen of glass."""

    width_px: int
    height_px: int
    diagonal_inch: float

    @property
    def size(self) -> tuple[int, int]:
        return self.width_px, self.height_px

    @property
    def short_mm(self) -> float:
        """The shorter side."""
        per_px = self.diagonal_inch * MM_PER_INCH / math.hypot(*self.size)
        return min(self.size) * per_px

    @property
    def is_upright(self) -> bool:
        return self.height_px > self.width_px

    @property
    def name(self) -> str:
        return f"{self.width_px}x{self.height_px} {self.diagonal_inch}in"


UPRIGHT_27 = Panel(1080, 1920, 27)
"""The one the design is drawn for."""
LYING_21 = Panel(1920, 1080, 21.5)
PANELS = (
    Panel(1080, 1920, 21.5),
    UPRIGHT_27,
    Panel(1080, 1920, 32),
    LYING_21,
    Panel(768, 1366, 18.5),
    Panel(1280, 1024, 19),
    Panel(2160, 3840, 43),
)


@dataclass(frozen=True, slots=True)
class Look:
    """A mode, and what the session combines with it."""

    mode: Mode
    overlays: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return "+".join((self.mode.value, *self.overlays))

    def fits(self, panel: Panel) -> bool:
        """Low reach is for upright panels: on a lying one everything is within reach."""
        return panel.is_upright or not self.overlays


OVERLAYS = tuple(one.name for one in fields(SessionState) if one.name == "low_reach")
"""Fields of the state that change where things are, in any mode."""
LOOKS = tuple(Look(mode, over) for over, mode in product(((), *((name,) for name in OVERLAYS)), Mode))
