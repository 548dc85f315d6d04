"""Which touches count: the rule for hands that shake, slip, rest and strike twice. Pure: places in mm, moments in s.

    pressed ─► released ─┬─ in the target it began in, or not far from its beginning and in no other ─► Activated
                         ├─ anywhere else ─────────────────────────────────────────────────────────────► Missed
                         └─ a palm, a second strike, a second finger ──────────────────────────────────► nothing

How long a finger rests does not matter (votingworks/bmd#612: presses over half a second were lost, unanswered).
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import StrEnum
from math import hypot


class Kind(StrEnum):
    """What may lie under a finger."""

    BUTTON = "button"
    KEY = "key"
    """Of a keyboard: struck again much sooner than a button, by several fingers in turn."""
    BACKDROP = "backdrop"
    """A target only where no other is: slipping onto it is no slip."""
    OWN = "own"
    """Follows the finger itself: a pad to sign on, what shows while it is held."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A target under a finger."""

    target: Hashable
    kind: Kind


@dataclass(frozen=True, slots=True)
class Place:
    """On the panel, from its upper left corner."""

    x_mm: float
    y_mm: float

    def distance_mm(self, other: "Place") -> float:
        return hypot(self.x_mm - other.x_mm, self.y_mm - other.y_mm)


@dataclass(frozen=True, slots=True)
class TouchLimits:
    """What a site may adjust is in `[ui]` of its configuration."""

    button_guard_s: float = 0.5
    """A button rests so long after a strike; a strike in this time starts it anew."""
    key_guard_s: float = 0.12
    """Between two activations of one key: "11" can be typed."""
    slip_mm: float = 10.0
    """So far from where it began a touch may end outside its target."""
    strike_reach_mm: float = 20.0
    """Strikes nearer than this to where one began or lifted are at one place, also when another button has come to lie
    there meanwhile."""
    palm_mm: float = 30.0
    """A contact this wide is no fingertip (a flat thumb is about 25 mm; not measured here)."""
    drawn_mm: float = 3.0
    """Who has moved so far on a pad is signing, and the hand lies where it likes."""
    together_s: float = 0.08
    """Fingers that come down within this time came down together, and which was meant cannot be told."""


@dataclass(frozen=True, slots=True)
class Activated:
    target: Hashable


@dataclass(frozen=True, slots=True)
class Missed:
    """To be answered: somebody wanted something."""


Answer = Activated | Missed | None


@dataclass(slots=True)
class _Touch:
    began_s: float
    place: Place
    spot: Spot | None
    is_void: bool
    is_drawing: bool = False
    """It follows the finger itself, and the finger has moved: somebody signs."""


@dataclass(slots=True)
class _Strike:
    spot: Spot
    began: Place
    lifted: Place
    """A hand that drifts comes back near where it left, not where it began."""
    ended_s: float

    def distance_mm(self, place: Place) -> float:
        return min(place.distance_mm(self.began), place.distance_mm(self.lifted))


@dataclass(slots=True)
class TouchRule:
    """All fingers on one panel. Moments come from one clock that never goes back."""

    limits: TouchLimits = TouchLimits()
    _down: dict[Hashable, _Touch] = field(default_factory=dict)
    _strikes: list[_Strike] = field(default_factory=list)

    def pressed(self, finger: Hashable, place: Place, spot: Spot | None, now_s: float, wide_mm: float = 0.0) -> bool:
        """A finger came down on `spot`; whether that should look pressed. `wide_mm`: the contact, 0 where unknown."""
        is_void = wide_mm >= self.limits.palm_mm or any(other.is_drawing for other in self._down.values())
        self._down[finger] = _Touch(now_s, place, spot, is_void)
        return not is_void

    def moved(self, finger: Hashable, place: Place, wide_mm: float = 0.0) -> None:
        """The contact moved or grew: a palm often begins as a fingertip, and who draws leans on the other targets."""
        touch = self._down.get(finger)
        if touch is None:
            return
        touch.is_void = touch.is_void or wide_mm >= self.limits.palm_mm
        if _is_own(touch) and not touch.is_drawing and place.distance_mm(touch.place) > self.limits.drawn_mm:
            touch.is_drawing = True
            for other in self._down.values():
                other.is_void = other.is_void or not _is_own(other)

    def cancelled(self, finger: Hashable) -> None:
        """The system took the touch away."""
        self._down.pop(finger, None)

    def released(self, finger: Hashable, place: Place, spot: Spot | None, now_s: float) -> Answer:
        """A finger lifted over `spot`, which need not be where it began."""
        touch = self._down.pop(finger, None)
        if touch is None or touch.is_void or _is_own(touch):
            return None
        meant = self._meant(touch, place, spot)
        is_one_of_several = meant is not None and self._is_one_of_several(touch, meant)
        self._rest_others(touch, meant)
        if self._is_second_strike(touch, meant, now_s):
            return None
        if meant is None or is_one_of_several:
            return Missed()
        self._strikes.append(_Strike(meant, touch.place, place, now_s))
        return Activated(meant.target)

    def _meant(self, touch: _Touch, place: Place, spot: Spot | None) -> Spot | None:
        began = touch.spot
        if began is None or (spot is not None and spot.target == began.target):
            return began
        in_other = spot is not None and spot.kind is not Kind.BACKDROP
        is_near = place.distance_mm(touch.place) <= self.limits.slip_mm
        return began if is_near and not in_other else None

    def _is_second_strike(self, touch: _Touch, meant: Spot | None, now_s: float) -> bool:
        """Whether a strike went before it, also where it came to nothing itself; that one is renewed then, so that a
        hand that goes on shaking strikes once."""
        limits = self.limits
        self._strikes = [each for each in self._strikes if 0 <= touch.began_s - each.ended_s < limits.button_guard_s]
        for strike in self._strikes:
            same = meant is not None and strike.spot.target == meant.target
            if strike.spot.kind is Kind.KEY and (meant is None or meant.kind is Kind.KEY):
                if same and now_s - strike.ended_s < limits.key_guard_s:
                    return True
            elif same or strike.distance_mm(touch.place) < limits.strike_reach_mm:
                strike.ended_s = now_s
                return True
        return False

    def _is_one_of_several(self, touch: _Touch, meant: Spot) -> bool:
        """Whether another finger came down at the same moment on another target; both are void then."""
        others = [
            other for other in self._down.values()
            if not other.is_void and other.spot is not None and other.spot.kind is not Kind.BACKDROP
            and other.spot.target != meant.target and abs(other.began_s - touch.began_s) < self.limits.together_s
        ]  # fmt: skip
        for other in others:
            other.is_void = True
        return bool(others)

    def _rest_others(self, touch: _Touch, meant: Spot | None) -> None:
        """What was down before this finger does nothing any more, for it is a hand that rests; nor does what came after
        it, once it has acted. Only keys are typed by turns."""
        for other in self._down.values():
            is_next_key = meant is not None and meant.kind is Kind.KEY and _is_key(other)
            rests = other.began_s < touch.began_s or (meant is not None and not is_next_key)
            other.is_void = other.is_void or (rests and not _is_own(other))


def _is_key(touch: _Touch) -> bool:
    return touch.spot is not None and touch.spot.kind is Kind.KEY


def _is_own(touch: _Touch) -> bool:
    return touch.spot is not None and touch.spot.kind is Kind.OWN and not touch.is_void
