"""Every screen in every state a resident can meet it, by name: the one list of whoever walks over all of them.

`unseen()` says what the session can be and no scene shows: a new screen, overlay or cause joins it or fails a test.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from devices.contracts.card_reader import CardMedia, CardReaderStatus
from devices.contracts.health import Health
from devices.contracts.page import PageVerdict
from kiosk.cases import CaseState, CloseResult
from kiosk.session.hearing import Hearing
from kiosk.session.overlays import Overlay
from kiosk.session.screens import (
    CaseDetail,
    Delivery,
    Home,
    Identify,
    Information,
    PrintState,
    Purpose,
    Reprint,
    ScanState,
    Screen,
    Search,
    Supplied,
    Supply,
    TypeIdentity,
)
from kiosk.session.snapshot import Bulletin, Caption, Snapshot
from kiosk.session.states import Mode, SessionState
from kiosk.session.troubles import FilingOff, ReadTrouble, SocialTrouble
from tests.helpers.acting_states import ACTING_SCENES
from tests.helpers.fake_session import ALL_WELL, snapshot_of
from tests.helpers.first_screens import BULLETINS, IDLE, IN_SESSION, ITEM, TYPING
from tests.helpers.later_states import COMING_BACK, CORRECTED, FILING, FILING_ELDER, asking, coming_back, done, filing
from tests.helpers.menu_scenes import MENU
from tests.helpers.served import ANSWER, SLIP_CODE, case
from tests.helpers.staff_states import SIGNING_IN

MACHINES = replace(ALL_WELL, social_card=CardReaderStatus(health=Health.ONLINE, since_s=0.0))


@dataclass(frozen=True, slots=True)
class Scene:
    """One state, what is touched in it before anybody looks, and the modes it can be met in."""

    name: str
    state: SessionState
    touched: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = tuple(Mode)
    bulletins: tuple[Bulletin, ...] = ()
    caption: Caption | None = None
    is_composing: bool = False
    """The terminal has an engine for Pinyin; the other scenes show the keys of one that has none."""

    def snapshot(self, mode: Mode, **looks: bool) -> Snapshot:
        """The moment to show; `looks` are further fields of the state, such as low_reach."""
        state = replace(self.state, mode=mode, **looks)  # type: ignore[arg-type] # only what `looks.py` found there
        return replace(snapshot_of(state), machines=MACHINES, bulletins=self.bulletins, caption=self.caption)


NOBODY = (Mode.STANDARD,)
"""Without a session there is no mode."""
ELDER = (Mode.ELDER,)
NOT_ELDER = tuple(mode for mode in Mode if mode is not Mode.ELDER)


STEPPED = (("residence-permit", "wish_day"), ("medical-refund", "cost_fen"))
"""Where a day and an amount are asked."""


DARK = Scene("dark", SessionState(screen=Home(), hearing=Hearing(by_ear=True, is_dark=True), online=True))
"""Of nobody's eye: what the keypad reaches below it is heard, so it is no scene of those who look at every one."""

BY_EAR = Scene(
    "by-ear",
    SessionState(screen=Home(), hearing=Hearing(by_ear=True), in_private=True, online=True),
    caption=Caption("看病医保，第二项，共九项。", 5, 3),
)
"""What who stands by sees; as little of the keypad's as the dark."""


@cache
def all_scenes() -> tuple[Scene, ...]:
    """In the order a resident walks."""
    return (*_before(), *_first(), *_acting(), *_filing(), *_coming_back(), *_staff())


def _before() -> Iterator[Scene]:
    for name, state in IDLE.items():
        yield Scene(name, state, modes=NOBODY, bulletins=BULLETINS)


def _first() -> Iterator[Scene]:
    yield from (Scene(name, state) for name, state in IN_SESSION.items())
    yield Scene("search-spoken", SessionState(screen=Search(), can_listen=True, online=True))
    for off in FilingOff:
        if off not in (FilingOff.NO_ROOM, FilingOff.NO_NUMBERS):
            yield Scene(f"information-{off}", SessionState(screen=Information(ITEM), online=True, filing_off=off))
    told = {state.screen.trouble for state in IN_SESSION.values() if isinstance(state.screen, Identify)}
    for trouble in ReadTrouble:
        if trouble not in told:
            screen = Identify(Purpose.APPLY, ITEM, trouble=trouble, trouble_count=1)
            yield Scene(f"identify-{trouble}", SessionState(screen=screen, online=True))
    for social in SocialTrouble:
        yield Scene(f"type-identity-{social}", _typing(replace(TYPING, social_trouble=social)))
    yield Scene("type-identity-typing", _typing(TYPING), touched=("field-name",))
    yield Scene("type-identity-number", _typing(TYPING), touched=("field-id-number",))
    yield from _composing("type-identity", _typing(TYPING), "field-name")
    yield from _composing("search", IN_SESSION["search"])
    said = Caption("请把身份证放在屏幕右下方亮灯的地方。", 1, 4)
    yield Scene("identify-said", replace(IN_SESSION["identify"], speaking=True), caption=said)
    yield Scene("category-said", replace(IN_SESSION["category"], speaking=True), caption=said)


def _acting() -> Iterator[Scene]:
    yield from (Scene(name, state) for name, state in ACTING_SCENES.items())


def _typing(screen: TypeIdentity) -> SessionState:
    return SessionState(screen=screen, online=True)


def _composing(name: str, state: SessionState, *touched: str) -> Iterator[Scene]:
    yield Scene(f"{name}-composing", state, (*touched, "key-h"), NOT_ELDER, is_composing=True)
    yield Scene(f"{name}-nine-keys", state, (*touched, "key-ghi"), ELDER, is_composing=True)


def _filing() -> Iterator[Scene]:
    elder_only = {name for name in FILING_ELDER if name not in FILING}
    for name, state in FILING.items():
        yield Scene(name, state, modes=NOT_ELDER if name in FILING_ELDER else tuple(Mode))
    for name, state in FILING_ELDER.items():
        yield Scene(name if name in elder_only else f"{name}-elder", state, modes=ELDER)
    yield Scene("form-typing", FILING["form"], touched=("field-residence-address", "key-h"), modes=NOT_ELDER)
    yield from _composing("form", FILING["form"])
    yield Scene("form-digits", FILING["form"], touched=("field-phone",), modes=NOT_ELDER)
    for modes in (NOT_ELDER, ELDER):
        day, amount = (asking(*asked, modes[0]) for asked in STEPPED)
        suffix = "-elder" if modes is ELDER else ""
        yield Scene(f"form-day{suffix}", day, modes=modes)
        yield Scene(f"form-amount{suffix}", amount, modes=modes)
    shown = {state.screen.printing for state in FILING.values() if hasattr(state.screen, "printing")}
    for printing in PrintState:
        if printing not in shown:
            yield Scene(f"done-{printing}", filing(done(Delivery.ACKNOWLEDGED, printing)))


def _coming_back() -> Iterator[Scene]:
    yield from (Scene(name, state) for name, state in COMING_BACK.items())
    for state in (CaseState.REFUSED,):
        yield Scene(f"case-{state}", coming_back(CaseDetail(case(state))))
    for result in CloseResult:
        if result is not CloseResult.GRANTED:
            closed = case(CaseState.CLOSED, answer=replace(ANSWER, result=result))
            yield Scene(f"case-answer-{result}", coming_back(CaseDetail(closed)))
    for verdict in PageVerdict:
        if verdict not in (PageVerdict.NOTHING_THERE, PageVerdict.BLURRED, *NEVER_SHOWN):
            screen = Supply(CORRECTED, scan=ScanState.REFUSED, wrong=verdict, refusal_count=1)
            yield Scene(f"supply-{verdict}", coming_back(screen))
    yield Scene("supplied-refused", coming_back(Supplied(CORRECTED, "m", Delivery.REFUSED)))
    for name in ("word-reply-written", "word-phone-wrong"):
        yield Scene(f"{name}-read", COMING_BACK[name], touched=("key-done",))
    code = Reprint(case(), SLIP_CODE, printing=PrintState.DECLINED, copy_count=1, shows_code=True)
    yield Scene("copy-code", coming_back(code))


def _staff() -> Iterator[Scene]:
    yield from (Scene(name, state) for name, state in {**SIGNING_IN, **MENU}.items())


# ── is the list whole? ─────────────────────────────────────────────────────────────────────────────────────────────

NEVER_SHOWN: dict[Enum, str] = {
    PageVerdict.OK: "nothing is wrong with the page, so nothing is said",
    PageVerdict.UNJUDGED: "nobody found anything wrong, so nothing is said",
    CardMedia.NOT_PRESENT: "looks like a reader that cannot tell: no card is lying there",
}
FOLLOWED_MODULES = {
    "kiosk.cases",
    *(f"kiosk.session.{name}" for name in ("states", "overlays", "drafts", "troubles")),
    *(f"kiosk.session.screens.{name}" for name in ("coming", "acting", "filing", "attaching", "returning")),
}


def unseen(scenes: tuple[Scene, ...], unions: tuple[Any, ...] = (Screen, Overlay)) -> list[str]:
    """Screens, overlays and members of their closed sets that no scene shows."""
    states = [scene.state for scene in scenes]
    seen = {type(shown) for state in states for shown in (state.screen, state.overlay)}
    kinds = [kind for union in unions for kind in get_args(union)]
    missing = [kind.__name__ for kind in kinds if kind not in seen]
    there = {value for state in states for value in _values(state)}
    wanted = {member for kind in (*kinds, SessionState) for member in _members(kind)}
    there |= set(NEVER_SHOWN) | set(Mode)
    return missing + sorted(f"{type(one).__name__}.{one.name}" for one in wanted - there)


def _values(thing: object) -> Iterator[Enum]:
    if isinstance(thing, Enum):
        yield thing
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from _values(getattr(thing, one.name))
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _values(part)


def _members(kind: Any) -> Iterator[Enum]:
    """Of all closed sets that a field of it, however deep, is taken from."""
    if get_origin(kind) in (Union, UnionType, tuple):
        for part in get_args(kind):
            yield from _members(part)
    elif isinstance(kind, type) and kind.__module__ in FOLLOWED_MODULES and is_dataclass(kind):
        for hint in get_type_hints(kind).values():
            yield from _members(hint)
    elif isinstance(kind, type) and issubclass(kind, Enum):
        yield from kind


def scene_called(name: str) -> Scene:
    """The scene of that name."""
    return next(scene for scene in (*all_scenes(), DARK, BY_EAR) if scene.name == name)
