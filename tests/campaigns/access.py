"""Campaign `access`: nobody gets past the lockout, no card that is none lets anybody in, no act is done by who may not.

    brute force   the real door and store on a disk that loses its power, the clock on the wall set at will (siege.py)
    cards         a real PC/SC service with cards of every wrong kind (staff_card_bench.py)
    every role × every act   through the session, as a hand would do it

Planted: a try written down after it was looked at, a restart that forgets, a wait by the clock on the wall, a commit
without a sync; a signature that is not checked, a chain that is not; an act of no level.
"""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import apsw

from devices.emulators.chips import Chip, ForeignChip
from kiosk.app.attendance import Attendance
from kiosk.core.tasks import Supervisor
from kiosk.maintenance import access as levels
from kiosk.maintenance import visit as vi
from kiosk.maintenance.access import NEEDS, Action, Level, SignedIn
from kiosk.maintenance.visit import AtMenu, Problem, Visit
from kiosk.outbox import database, lockouts
from kiosk.session import events as ev
from kiosk.session.runner import Session
from kiosk.wire import staff_cards
from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.chip_bench import cause_without_chips
from tests.helpers.piv_card import PIN, CardOffice
from tests.helpers.siege import LooksFirst, Siege, WallClock
from tests.helpers.staff_card_bench import StaffBench, staff_bench
from tests.helpers.staff_states import LIU, WANG, ZHAO

TRIES, SHORT_TRIES, PLANTED_TRIES = 10_000, 1_500, 600
OFFICE = CardOffice(datetime.now(UTC))
STRANGERS = CardOffice(datetime.now(UTC))


async def run(context: Context) -> Outcome:
    """Besiege, put cards in, walk the matrix; then the programs that must not pass."""
    if cause := cause_without_chips():
        return CannotRun(cause)
    wrongs: list[str] = []
    wrongs += await _besieged(context, SHORT_TRIES if context.is_short else TRIES)
    wrongs += await _cards(_empty(context.folder), context)
    wrongs += await _matrix(context)
    await _plant(context)
    if wrongs:
        return FellShort("; ".join(f"{what} ({count})" for what, count in Counter(wrongs).items()))
    return Held("no try too many or too early, no wrong card, no act by who may not")


# ── brute force ────────────────────────────────────────────────────────────────────────────────────────────────────


async def _besieged(context: Context, tries: int) -> list[str]:
    siege = Siege(random.Random("access"))
    await siege.go_on(tries)
    context.figure("tries_count", siege.tried_count)
    context.figure("power_cuts_count", siege.cut_count)
    context.figure("looks_count", len(siege.looks))
    context.figure("looks_too_many_or_early_count", len(siege.wrongs))
    return siege.wrongs


@contextmanager
def _restart_forgets() -> Iterator[None]:
    def forget(db: apsw.Connection, boot: str, now_s: float) -> None:
        db.execute("delete from lockouts").fetchall()

    with mock.patch.object(lockouts, "begin_run", forget):
        yield


@contextmanager
def _no_sync_on_commit() -> Iterator[None]:
    pragmas = [pragma.replace("extra", "normal") for pragma in database.PRAGMAS]
    with mock.patch.object(database, "PRAGMAS", pragmas), mock.patch.object(database, "_EXTRA", 1):
        yield


SIEGES: dict[str, tuple[Callable[[], AbstractContextManager[Any]], Callable[[], Siege]]] = {
    "a try written down after it was looked at": (
        nullcontext, lambda: Siege(random.Random("planted"), door_kind=LooksFirst),
    ),
    "a restart that forgets the tries": (_restart_forgets, lambda: Siege(random.Random("planted"))),
    "a wait by the clock on the wall": (nullcontext, lambda: Siege(random.Random("planted"), clock_for=WallClock)),
    "a try that is not synced": (_no_sync_on_commit, lambda: Siege(random.Random("planted"))),
}  # fmt: skip


# ── cards ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Case:
    """A card, and what it comes to."""

    name: str
    chip: Callable[[], Chip]
    comes_to: Problem


def _clone() -> Chip:
    chip = OFFICE.issue("王建国", "T0427", "technician")
    chip.keys = OFFICE.issue("王建国", "T0427", "technician").keys
    return chip


WRONG_CARDS = (
    Case("another operator's", lambda: STRANGERS.issue("王建国", "T0427", "technician"), Problem.FOREIGN),
    Case("expired", lambda: OFFICE.issue("王建国", "T0427", "technician", (-400, -1)), Problem.EXPIRED),
    Case("not valid yet", lambda: OFFICE.issue("王建国", "T0427", "technician", (1, 300)), Problem.NOT_YET_VALID),
    Case("certificates without their keys", _clone, Problem.NOT_GENUINE),
    Case("of no role", lambda: OFFICE.issue("王建国", "T0427", "mayor"), Problem.NO_STAFF_CARD),
    Case("a bank's", ForeignChip, Problem.NO_STAFF_CARD),
)


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


async def _cards(folder: Path, context: Context) -> list[str]:
    async with staff_bench(OFFICE.roots, folder) as bench:
        wrongs = await _right_card(bench) + await _wrong_cards(bench) + await _replayed(bench)
    context.figure("cards_put_in_count", 4 + len(WRONG_CARDS))
    return wrongs


async def _right_card(bench: StaffBench) -> list[str]:
    """Signed in; a wrong PIN; pulled while it was looked at."""
    chip = OFFICE.issue("王建国", "T0427", "technician")
    known = await bench.put(chip)
    if not isinstance(known, vi.CardKnown):
        return ["a true card was not known"]
    told = [await bench.typed(known, "907314"), await bench.typed(known, "123456"), await bench.typed(known, PIN)]
    wrongs = []
    if told[:2] != [vi.Refused(Problem.WRONG, 4), vi.Refused(Problem.WEAK)] or not isinstance(told[2], vi.Accepted):
        wrongs.append(f"a true card came to {told}")
    bench.machine.staff.fail("pull", after=1)
    if await bench.typed(known, PIN) != vi.Refused(Problem.PULLED):
        wrongs.append("a pulled card was not told")
    await bench.take()
    return wrongs


async def _wrong_cards(bench: StaffBench) -> list[str]:
    wrongs = []
    for case in WRONG_CARDS:
        if await bench.put(case.chip()) != vi.CardRefused(case.comes_to):
            wrongs.append(f"a card that is {case.name} was taken for another")
        await bench.take()
    return wrongs


async def _replayed(bench: StaffBench) -> list[str]:
    """Everything a true card ever signed is given again by one that has only listened."""
    chip = OFFICE.issue("王建国", "T0427", "technician")
    if not isinstance(await bench.sign_in(chip, PIN), vi.Accepted):
        return ["a true card was not let in"]
    await bench.take()
    chip.stolen = list(chip.given)
    told = await bench.put(chip)
    await bench.take()
    return [] if told == vi.CardRefused(Problem.NOT_GENUINE) else ["signatures given again were taken"]


# ── every role and every act ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Act:
    """What a button of the menu would send."""

    action: Action


class _NobodysDoor:
    """Who is at the menu is given; no card comes."""

    async def look_for_card(self) -> vi.CardKnown | vi.CardRefused:
        return vi.CardRefused(Problem.NO_STAFF_CARD)

    async def card_left(self) -> vi.CardGone:
        return vi.CardGone()

    async def fresh_code(self, visit: vi.SigningIn) -> vi.CodeShown | vi.Refused:
        return vi.Refused(Problem.NOT_SET_UP)

    async def check(self, visit: vi.SigningIn) -> vi.Accepted | vi.Refused:
        return vi.Refused(Problem.WRONG)

    async def note_signed_in(self, who: SignedIn) -> None: ...

    async def note_left(self, who: SignedIn) -> None: ...


ROLES: dict[str, tuple[Visit, int]] = {
    "nobody": (vi.Closed(), -1),
    "somebody at the door": (vi.SigningIn(), -1),
    "a technician who asks for a second": (vi.SigningIn(first=SignedIn(WANG)), -1),
    "a clerk": (AtMenu(SignedIn(LIU)), Level.CLERK),
    "a technician": (AtMenu(SignedIn(WANG)), Level.TECHNICIAN),
    "two technicians": (AtMenu(SignedIn(WANG, ZHAO)), Level.TWO_PERSONS),
}


async def _matrix(context: Context) -> list[str]:
    wrongs = []
    for role, (visit, reach) in ROLES.items():
        done = await _done_by(visit)
        wrongs += [f"{role}: {action}" for action in Action if (action in done) is not (reach >= NEEDS[action])]
    context.figure("roles_times_acts_count", len(ROLES) * len(Action))
    return wrongs


async def _done_by(visit: Visit) -> set[Action]:
    """What is carried out when every act is sent to the session by whoever is here."""
    from tests.helpers.session_world import Journey

    done: set[Action] = set()
    async with Supervisor() as supervisor:
        journey = Journey()
        session = Session(lambda: journey.world, lambda effect: None)
        attendance = Attendance(_NobodysDoor(), supervisor, session.send)
        session._perform = lambda effect: attendance(effect.act) if hasattr(effect, "act") else None
        for action in Action:
            kind = type(f"Act_{action}", (_Act,), {})
            attendance.acts[kind] = (action, lambda act, who: done.add(act.action))
            if not isinstance(visit, vi.Closed):
                session.send(ev.MaintenanceAsked())
            attendance._visit = visit
            session.send(ev.StaffActed(kind(action)))
    return done


# ── the programs that must not pass ────────────────────────────────────────────────────────────────────────────────


async def _plant(context: Context) -> None:
    for name, (planting, made) in SIEGES.items():
        fault = context.plant(name)
        with planting():
            siege = made()
            await siege.go_on(PLANTED_TRIES, to_the_first_wrong=True)
        context.progress(f"{name}: {dict(Counter(siege.wrongs))} in {siege.tried_count} tries")
        if siege.wrongs:
            fault.caught()
    await _plant_cards(context)
    fault = context.plant("an act of no level")
    with mock.patch.dict(levels.NEEDS, {Action.DECOMMISSION: Level.CLERK}):
        loose = await _done_by(ROLES["a clerk"][0])
    if Action.DECOMMISSION in loose and NEEDS[Action.DECOMMISSION] is Level.TWO_PERSONS:
        fault.caught()


async def _plant_cards(context: Context) -> None:
    for name, target, replaced in (
        ("a signature that is not checked", "is_answered", lambda holder, challenge, signature: True),
        ("a chain that is not checked", "_is_issued_by", lambda certificate, issuer: True),
    ):
        fault = context.plant(name)
        with (
            mock.patch.object(staff_cards, target, replaced),
            mock.patch(f"kiosk.maintenance.piv.{target}", replaced, create=True),
        ):
            wrongs = await _cards(_empty(context.folder / "planted"), replace(context, figures={}))
        if wrongs:
            fault.caught()


SHORT_NOTE = ""
CAMPAIGN = Campaign("access", "nobody of the staff's ways in gives way: brute force, cards, roles", SHORT_NOTE, run)
