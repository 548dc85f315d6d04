"""The devices' self-tests: what the machine can find out it finds out, the rest is asked of an eye or an ear. Pure.

    chosen ─► felt, seen by the machine ─────────────────────────► it passed by itself
         └──► tried (tones, a picture, lamps) ─► asked: did you hear it? see it? ─► yes, no
         └──► a hand says that it does not work ─► it failed

Nothing of what a card, a code or a picture holds is kept or told: only that one came.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import hypot
from types import MappingProxyType

from devices.contracts.card_reader import CardMedia
from devices.contracts.keypad import Key
from kiosk.maintenance.facts import Facts

TOUCH_COLUMN_COUNT, TOUCH_ROW_COUNT = 4, 6
"""A finger's width of dead glass is found."""
SHIFT_MOST_MM = 5.0
"""A finger that aims at the middle of the smallest target still lands on it, with as much to spare."""


class Trial(StrEnum):
    """What is tried; each has its words under `trial.*`."""

    TOUCH = "touch"
    COLOURS = "colours"
    BEEP = "beep"
    SPEECH = "speech"
    ID_CARD = "id_card"
    SCANNER = "scanner"
    CAMERA = "camera"
    KEYPAD = "keypad"
    HEADPHONES = "headphones"
    LIGHTS = "lights"


class Colour(StrEnum):
    """What the whole glass shows, one after the other."""

    RED = "red"
    GREEN = "green"
    BLUE = "blue"
    WHITE = "white"
    BLACK = "black"


class Trouble(StrEnum):
    """Why there is nothing to judge yet; each has its words under `trial.trouble.*`."""

    NO_SOUND = "no_sound"
    NOT_PLUGGED = "not_plugged"
    NO_PAGE = "no_page"
    """Nothing that can be read lies on the plate."""
    OTHER_CODE = "other_code"
    GONE = "gone"


NEEDS_ROLES: Mapping[Trial, frozenset[str]] = MappingProxyType({
    Trial.BEEP: frozenset({"voice"}),
    Trial.SPEECH: frozenset({"voice"}),
    Trial.ID_CARD: frozenset({"id_card"}),
    Trial.SCANNER: frozenset({"scanner"}),
    Trial.CAMERA: frozenset({"camera"}),
    Trial.KEYPAD: frozenset({"keypad"}),
    Trial.HEADPHONES: frozenset({"headphones", "voice"}),
    Trial.LIGHTS: frozenset({"lights"}),
})  # fmt: skip
"""The devices without which there is nothing to try."""
ASKED = frozenset({Trial.COLOURS, Trial.BEEP, Trial.SPEECH, Trial.CAMERA, Trial.HEADPHONES, Trial.LIGHTS})
"""Only a person can tell."""
BY_BUTTON = frozenset({Trial.BEEP, Trial.SPEECH, Trial.CAMERA, Trial.HEADPHONES})
"""Begun when the hand is ready for it; the others as soon as their page opens."""

WANTED: Mapping[Trial, tuple[str, ...]] = MappingProxyType({
    Trial.TOUCH: tuple(str(cell) for cell in range(TOUCH_COLUMN_COUNT * TOUCH_ROW_COUNT)),
    Trial.KEYPAD: tuple(Key),
    Trial.COLOURS: tuple(Colour),
})  # fmt: skip
"""What has to be felt, or shown, one by one."""

Off = tuple[float, float]
"""How far a finger was felt beside what it aimed at, in millimetres to the right and down."""


@dataclass(frozen=True, slots=True)
class SelfTests:
    """What is being tried."""

    trial: Trial | None = None
    serial: int = 0
    """Counts what was begun; only the newest one's end counts."""
    is_busy: bool = False
    came: bool = False
    """The machine did its part, and there is something to judge."""
    trouble: Trouble | None = None
    picture: bytes = field(default=b"", repr=False)
    felt: Mapping[str, Off] = field(default_factory=lambda: MappingProxyType({}))
    outcome: bool | None = None

    @property
    def stage(self) -> str:
        """Where it is: `try`, `ask`, `good` or `bad`."""
        if self.outcome is not None:
            return "good" if self.outcome else "bad"
        return "ask" if self.came else "try"

    @property
    def code(self) -> str:
        """What the scanner has to read: another one with each beginning."""
        return f"bianmin-self-test-{self.serial}"

    @property
    def shift_mm(self) -> float | None:
        """How far the whole glass is off, once all of it was touched; single fingers miss by more."""
        if self.trial is not Trial.TOUCH or len(self.felt) < len(WANTED[Trial.TOUCH]):
            return None
        count = len(self.felt)
        right, down = (sum(off[axis] for off in self.felt.values()) / count for axis in (0, 1))
        return round(hypot(right, down), 1)


# ── what happens ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class TrialChosen:
    """Begin one, afresh."""

    trial: Trial


@dataclass(frozen=True, slots=True)
class TrialTried:
    """The hand is ready: sound it, take the picture."""


@dataclass(frozen=True, slots=True)
class TrialSeen:
    """What became of it at the machine. `passed`: nobody has to be asked."""

    serial: int
    trouble: Trouble | None = None
    passed: bool = False
    picture: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Felt:
    """A place of the glass or a key was felt, or a colour was seen."""

    what: str
    off: Off = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """By an eye or an ear."""

    is_good: bool


Event = TrialChosen | TrialTried | TrialSeen | Felt | Judged


# ── what the shell has to do ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Try:
    """Do the machine's part of it; what is done for an earlier one ends."""

    trial: Trial
    serial: int
    code: str


@dataclass(frozen=True, slots=True)
class Keep:
    """Write down what it came to, and by whom."""

    trial: Trial
    is_good: bool
    shift_mm: float | None


Wish = Try | Keep
Next = tuple[SelfTests, tuple[Wish, ...]]


def advance(tests: SelfTests, event: Event, facts: Facts) -> Next:
    """The next state and what has to be done for it; never raises."""
    match event:
        case TrialChosen(trial=trial):
            return _chosen(tests, trial, facts)
        case TrialTried() if tests.trial in BY_BUTTON and not tests.is_busy:
            return _tried(tests, facts)
        case TrialSeen(serial=serial) if serial == tests.serial and tests.trial is not None:
            return _seen(tests, event)
        case Felt(what=what, off=off) if tests.outcome is None:
            return _felt(tests, what, off)
        case Judged(is_good=is_good) if not is_good or (tests.trial in ASKED and tests.came):
            return _told(tests, is_good)
        case _:
            return tests, ()


def looked(tests: SelfTests, facts: Facts) -> Next:
    """The machine saw what was waited for: a card lies there."""
    reader = facts.statuses.id_card
    lies_there = reader is not None and reader.media is CardMedia.PRESENT
    is_waiting = tests.trial is Trial.ID_CARD and tests.outcome is None
    return _told(tests, is_good=True) if is_waiting and lies_there else (tests, ())


def trials_for(facts: Facts) -> tuple[Trial, ...]:
    """Those that this machine has the devices for."""
    present = facts.statuses.present().keys()
    return tuple(trial for trial in Trial if NEEDS_ROLES.get(trial, frozenset()) <= present)


def _chosen(tests: SelfTests, trial: Trial, facts: Facts) -> Next:
    if trial not in trials_for(facts):
        return tests, ()
    begun = SelfTests(trial, tests.serial + 1)
    return begun, () if trial in BY_BUTTON else (Try(trial, begun.serial, begun.code),)


def _tried(tests: SelfTests, facts: Facts) -> Next:
    jack = facts.statuses.headphones
    if tests.trial is None or (tests.trial is Trial.HEADPHONES and (jack is None or jack.plugged is not True)):
        return replace(tests, trouble=Trouble.NOT_PLUGGED, came=False), ()
    begun = SelfTests(tests.trial, tests.serial + 1, is_busy=True)
    return begun, (Try(tests.trial, begun.serial, begun.code),)


def _seen(tests: SelfTests, seen: TrialSeen) -> Next:
    found = replace(
        tests, is_busy=False, trouble=seen.trouble, came=seen.trouble is None and tests.trial in ASKED,
        picture=seen.picture,
    )  # fmt: skip
    return _told(found, is_good=True) if seen.passed and tests.trial not in ASKED else (found, ())


def _felt(tests: SelfTests, what: str, off: Off) -> Next:
    wanted = () if tests.trial is None else WANTED.get(tests.trial, ())
    if what not in wanted:
        return tests, ()
    hit = replace(tests, felt=MappingProxyType({**tests.felt, what: off}))
    if len(hit.felt) < len(wanted):
        return hit, ()
    if tests.trial in ASKED:
        return replace(hit, came=True), ()
    return _told(hit, is_good=hit.shift_mm is None or hit.shift_mm <= SHIFT_MOST_MM)


def _told(tests: SelfTests, is_good: bool) -> Next:
    """Told once; whoever thinks better of it is believed, and both stand in the audit."""
    if tests.trial is None or tests.outcome is is_good:
        return tests, ()
    return replace(tests, outcome=is_good, is_busy=False), (Keep(tests.trial, is_good, tests.shift_mm),)
