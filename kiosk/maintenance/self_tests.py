"""The devices' self-tests: what the machine can find out it finds out, the rest is asked of an eye or an ear. Pure.

    chosen ─► the machine does it (beep, lamps, a card that is put there) ─► it passed by itself
                                                                          └─► asked: did you hear it? see it? ─► yes, no

Nothing of what a card, a code or a picture holds is kept or shown: only that one came.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from devices.contracts.card_reader import CardMedia
from devices.contracts.keypad import Key
from kiosk.maintenance.facts import Facts

TOUCH_CELLS_COUNT = 24
"""Four columns of six: a finger's width of dead glass is found."""


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


NEEDS_ROLE: Mapping[Trial, str] = MappingProxyType(
    {
        Trial.BEEP: "voice",
        Trial.SPEECH: "voice",
        Trial.ID_CARD: "id_card",
        Trial.SCANNER: "scanner",
        Trial.CAMERA: "camera",
        Trial.KEYPAD: "keypad",
        Trial.HEADPHONES: "headphones",
        Trial.LIGHTS: "lights",
    }
)
"""The device without which there is nothing to try."""
ASKED = frozenset({Trial.COLOURS, Trial.BEEP, Trial.SPEECH, Trial.LIGHTS})
"""Only a person can tell."""
WAITED_FOR = frozenset({Trial.TOUCH, Trial.ID_CARD, Trial.KEYPAD, Trial.HEADPHONES})
"""A hand does it, and the machine sees that it did."""


@dataclass(frozen=True, slots=True)
class SelfTests:
    """What is being tried, and what every trial of this visit came to."""

    trial: Trial | None = None
    hit: frozenset[str] = frozenset()
    """Cells of the glass, or keys of the keypad, that were felt so far."""
    results: Mapping[Trial, bool] = field(default_factory=lambda: MappingProxyType({}))


def trials_for(facts: Facts) -> tuple[Trial, ...]:
    """Those that this machine has the devices for."""
    present = facts.statuses.present()
    return tuple(trial for trial in Trial if NEEDS_ROLE.get(trial, "") in ("", *present))


def chosen(tests: SelfTests, trial: Trial) -> SelfTests:
    """Begin one, afresh."""
    return SelfTests(trial, results=_without(tests.results, trial))


def told(tests: SelfTests, trial: Trial, is_good: bool) -> SelfTests:
    """What a trial came to, by the machine or by whoever was asked; of one that is not under way nothing is taken."""
    if tests.trial is not trial:
        return tests
    return replace(tests, results=MappingProxyType({**tests.results, trial: is_good}))


def felt(tests: SelfTests, what: str) -> SelfTests:
    """A cell of the glass or a key was touched; with the last one the trial has passed."""
    wanted = wanted_of(tests.trial)
    if tests.trial is None or what not in wanted:
        return tests
    hit = replace(tests, hit=tests.hit | {what})
    return told(hit, tests.trial, is_good=True) if hit.hit == wanted else hit


def looked(tests: SelfTests, facts: Facts) -> SelfTests:
    """The machine saw what was waited for: a card lies there, headphones are in."""
    statuses = facts.statuses
    seen = {
        Trial.ID_CARD: statuses.id_card is not None and statuses.id_card.media is CardMedia.PRESENT,
        Trial.HEADPHONES: statuses.headphones is not None and statuses.headphones.plugged is True,
    }
    trial = tests.trial
    return told(tests, trial, is_good=True) if trial is not None and seen.get(trial) else tests


def wanted_of(trial: Trial | None) -> frozenset[str]:
    """What has to be felt, one by one."""
    if trial is Trial.TOUCH:
        return frozenset(str(cell) for cell in range(TOUCH_CELLS_COUNT))
    return frozenset(Key) if trial is Trial.KEYPAD else frozenset()


def _without(results: Mapping[Trial, bool], trial: Trial) -> Mapping[Trial, bool]:
    return MappingProxyType({each: is_good for each, is_good in results.items() if each is not trial})
