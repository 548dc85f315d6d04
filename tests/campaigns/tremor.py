"""Campaign `tremor`: shaking hands on our screens, in every mode, and on plain Qt Quick controls in their places.

Each of four kinds of hands (tests/helpers/tremor.py says what they model and how sure that is) wishes to touch every
target; the same traces are then played on a page of `Button`s and one of `MouseArea`s, in the same run.

    right        what was meant was activated, nothing else   more often than by the better peer
    intended     what was meant was activated                 told; a plain control may do it and the neighbour as well
    double       it was, more than once                       never, of buttons; of keys, less than the better peer
    wrong        something else was                           less than either peer, if it ever is
    unanswered   nothing was, and nobody was told             never

Planted: no rest after a strike; a touch that acts on what it ended in; misses that nobody is told of; a key that rests
as long as a button, so that "11" cannot be typed.
"""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace

from PySide6.QtTest import QTest

from kiosk.session.states import Mode, SessionState
from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.first_screens import IN_SESSION
from tests.helpers.later_states import FILING
from tests.helpers.stage import LANDSCAPE, PORTRAIT
from tests.helpers.tremor import HANDS, Aim, Trace, touch, twice
from tests.helpers.tremor_bench import PAUSE_S, PX_PER_MM, OurPanel, Panel, PlainPanel, play
from ui.engine import make_application
from ui.input.touch_rule import Activated, Answer, Place, Spot, TouchLimits, TouchRule

SCENES = {
    **{name: IN_SESSION[name] for name in ("home", "category", "notice", "identify", "type-identity", "overlay-leave")},
    **{name: FILING[name] for name in ("form-choices", "review-signed", "rate")},
}
MODES = {
    "standard": {},
    "elder": {"mode": Mode.ELDER},
    "high_contrast": {"mode": Mode.HIGH_CONTRAST},
    "low_reach": {"low_reach": True},
}
TWICE = "typed-twice"
Told = Counter[str]
Wish = tuple[str, str, Trace]
"""The kind of hand, the target it means, and what it does."""


def run(context: Context) -> Outcome:
    """Every scene in every mode, then the faults."""
    make_application("software")
    each_count = 2 if context.is_short else 20
    ours, buttons, areas = Counter[str](), Counter[str](), Counter[str]()
    for mode, change in MODES.items():
        for scene, state in SCENES.items():
            size = LANDSCAPE if (mode, scene) == ("standard", "review-signed") else PORTRAIT
            told = _scene(replace(state, **change), size, each_count, f"{mode} {scene}")  # type: ignore[arg-type]
            for into, add in zip((ours, buttons, areas), told, strict=True):
                into.update(add)
        context.progress(f"{mode}: {ours['wished']} wishes")
    _tell(context, "ours", ours)
    _tell(context, "button", buttons)
    _tell(context, "mouse_area", areas)
    _faults(context)
    short = list(_short_of(ours, (buttons, areas)))
    return FellShort("; ".join(short)) if short else Held(
        f"{ours['wished']} wishes of shaking hands: {_ratio(ours, 'right'):.1%} did what was meant and nothing else; "
        f"{ours['wrong']} did something else, {ours['double']} buttons acted twice"
    )  # fmt: skip


def _scene(state: SessionState, size: tuple[int, int], each_count: int, seed: str) -> tuple[Told, Told, Told]:
    with ExitStack() as stack:
        ours = stack.enter_context(closing(OurPanel(state, size)))
        wishes = list(_wishes(ours, each_count, random.Random(seed)))
        told = _play(ours, wishes, ours.keys)
        moved = [name for name, box in ours.where().items() if box != ours.targets[name]]
        assert not moved, f"{seed}: {moved} moved under the hand"
        plain = [stack.enter_context(closing(PlainPanel(name, ours.targets, size))) for name in ("Button", "MouseArea")]
        return told, _play(plain[0], wishes, ours.keys), _play(plain[1], wishes, ours.keys)


def _wishes(panel: OurPanel, each_count: int, rng: random.Random) -> Iterator[Wish]:
    for name, box in panel.targets.items():
        middle = box.center()
        window = panel.window
        size_mm = (window.width() / PX_PER_MM, window.height() / PX_PER_MM)
        aim = Aim(middle.x() / PX_PER_MM, middle.y() / PX_PER_MM, size_mm)
        for _ in range(each_count):
            for hand in HANDS:
                yield hand.name, name, touch(hand, aim, rng)
            if name in panel.keys:
                yield TWICE, name, twice(aim, rng)


def _play(panel: Panel, wishes: list[Wish], keys: frozenset[str]) -> Told:
    finger = QTest.createTouchDevice()
    told: Told = Counter()
    now_s = 100.0
    for hand, name, trace in wishes:
        heard = play(panel, finger, trace, now_s + 2)  # a palm comes up to 1.5 s before
        now_s += trace.events()[-1][0] + 2 + PAUSE_S
        count = heard.activated.count(name)
        is_answered = bool(heard.activated or heard.missed_count)
        kind = "key" if name in keys else "button"
        told.update({
            "wished": 1,
            f"{kind}_wished": 1,
            f"{hand}_wished": 1,
            "intended": int(count >= trace.wanted_count),
            "double" if kind == "button" else "key_double": int(count > trace.wanted_count),
            "wrong": int(len(heard.activated) > count),
            "right": int(heard.activated == [name] * trace.wanted_count),
            f"{hand}_right": int(heard.activated == [name] * trace.wanted_count),
            "missed_answered": int(not heard.activated and is_answered),
            "unanswered": int(not is_answered),
        })  # fmt: skip
    return told


def _ratio(told: Told, what: str) -> float:
    of = f"{what.split('_')[0]}_wished" if f"{what.split('_')[0]}_wished" in told else "wished"
    return told[what] / max(1, told[of])


def _tell(context: Context, name: str, told: Told) -> None:
    context.figure(f"{name}_wishes_count", told["wished"])
    for what in ("right", "intended", "wrong", "missed_answered", "unanswered"):
        context.figure(f"{name}_{what}_ratio", round(_ratio(told, what), 5))
    context.figure(f"{name}_double_ratio", round(told["double"] / max(1, told["button_wished"]), 5))
    context.figure(f"{name}_key_double_ratio", round(told["key_double"] / max(1, told["key_wished"]), 5))
    for hand in (*(each.name for each in HANDS), TWICE):
        context.figure(f"{name}_{hand.replace('-', '_')}_right_ratio", round(_ratio(told, f"{hand}_right"), 5))


def _short_of(ours: Told, peers: tuple[Told, Told]) -> Iterator[str]:
    """Each promise that was not kept."""
    if ours["double"]:
        yield f"{ours['double']} buttons acted twice on one wish"
    if ours["unanswered"]:
        yield f"{ours['unanswered']} touches were not answered"
    if ours["wrong"] >= max(1, min(peer["wrong"] for peer in peers)):
        yield f"{ours['wrong']} wishes did something else"
    if ours["key_double"] >= max(1, min(peer["key_double"] for peer in peers)):
        yield f"{ours['key_double']} keys typed twice on one wish"
    if ours["right"] <= max(peer["right"] for peer in peers):
        yield "what was meant, and nothing else, was done no more often than by a plain control"
    if _ratio(ours, f"{TWICE}_right") < 1:
        yield "a digit could not be typed twice"


# ── faults ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class _EndsThere(TouchRule):
    """What the finger lifts from acts, wherever it came down."""

    def released(self, finger: object, place: Place, spot: Spot | None, now_s: float) -> Answer:
        super().released(finger, place, spot, now_s)
        return Activated(spot.target) if spot is not None else None


def _faults(context: Context) -> None:
    """Each fault on the screen with keys, and the sentence that must come of it."""
    faults = {
        "no rest after a strike": "acted twice",
        "a touch acts on what it ended in": "something else",
        "nobody is told of a miss": "not answered",
        "a key rests as long as a button": "typed twice",
    }
    for name, sentence in faults.items():
        fault = context.plant(name)
        told, *plain = _with_fault(name, 8 if context.is_short else 20)
        if any(sentence in each for each in _short_of(told, (plain[0], plain[1]))):
            fault.caught()


def _with_fault(name: str, each_count: int) -> tuple[Told, Told, Told]:
    with ExitStack() as stack:
        ours = stack.enter_context(closing(OurPanel(SCENES["type-identity"], PORTRAIT)))
        match name:
            case "no rest after a strike":
                ours.touch.adjust(TouchLimits(button_guard_s=0.0))
            case "a touch acts on what it ended in":
                ours.touch.judge(_EndsThere())
            case "nobody is told of a miss":
                ours.touch.missed.disconnect()
            case _:
                ours.touch.adjust(TouchLimits(key_guard_s=0.5))
        wishes = list(_wishes(ours, each_count, random.Random(name)))
        plain = [
            stack.enter_context(closing(PlainPanel(each, ours.targets, PORTRAIT))) for each in ("Button", "MouseArea")
        ]
        return _play(ours, wishes, ours.keys), _play(plain[0], wishes, ours.keys), _play(plain[1], wishes, ours.keys)


CAMPAIGN = Campaign("tremor", "shaking hands on every mode, against plain Qt Quick controls", "", run)
