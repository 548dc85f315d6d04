"""Campaign `power-loss`: the queue's own code on a disk that loses its power, after any step of any write path.

Each state is a disk as it may be found after a cut (tests/helpers/crash_disk.py): what no sync covers is kept, dropped
or torn by sector; names follow one of three models. The same production code opens it, and the whole store, row by row,
must be what it was after the last act that returned, or after the one that was under way: so nothing is lost, and
nothing is there by halves. One state in four is cut again while it recovers.

The judge is shown six programs that must not pass: one that does not sync its commits, one that makes its log before
it syncs names, one that draws numbers and one that writes the audit in a commit of its own, one that believes an
export, and one that believes a copy, that no sync covers.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import apsw

from kiosk.outbox import BrokenStoreError, Store, audit, database, leases
from kiosk.outbox import store as store_module
from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.crash_disk import CrashDisk, Names
from tests.helpers.fake_clock import FakeClock
from tests.helpers.queue_life import PATH, Recording, judged, scenarios

SHORT_LOG_PAGES = 40
"""So that a log becomes long, and is emptied, within one scenario."""


@dataclass(slots=True)
class Tally:
    """What many cuts came to."""

    states: Counter[str] = field(default_factory=Counter)
    """By the act they fell into."""
    wrongs: Counter[str] = field(default_factory=Counter)
    first: str = ""

    def add(self, act: str, wrong: str, seed: str) -> None:
        self.states[act] += 1
        if wrong:
            self.wrongs[wrong] += 1
            self.first = self.first or f"{wrong}, cut in {act!r} (state {seed})"


def cut(recording: Recording, name: str, count: int, tally: Tally, models: tuple[Names, ...] = tuple(Names)) -> None:
    """Cut a recording `count` times, under each model of names, and judge every disk."""
    for n in range(count):
        seed = f"{name}:{n}"
        chance = random.Random(seed)
        names = chance.choice(models)
        act = n % len(recording.acts)
        step, allowed = recording.cut_in(act, chance)
        disk = recording.disk.after_cut(step, chance, names)
        if chance.random() < 0.25:
            disk = _cut_again(disk, chance, names)
        with disk.mounted():
            tally.add(recording.acts[act], judged(disk, recording, allowed), seed)


def _cut_again(disk: CrashDisk, chance: random.Random, names: Names) -> CrashDisk:
    """The disk after a second cut, while the terminal was starting from the first."""
    with disk.mounted():
        store = Store(PATH, FakeClock(), disk)
        try:
            store.open()
        except BrokenStoreError:
            return disk
        store._db.close()
    return disk.after_cut(chance.randint(0, len(disk.steps)), chance, names)


# ── the campaign ───────────────────────────────────────────────────────────────────────────────────────────────────


def run(context: Context) -> Outcome:
    """Cut, judge, count; then the programs that must not pass."""
    lives, cuts = (2, 150) if context.is_short else (12, 900)
    tally = Tally()
    with mock.patch.object(store_module, "LONG_LOG_PAGES", SHORT_LOG_PAGES):
        for name, recording in scenarios(lives):
            cut(recording, name, cuts, tally)
            context.progress(
                f"{name}: {len(recording.disk.steps)} steps cut {cuts} times, {tally.wrongs.total()} wrong"
            )
        context.figure("states_count", tally.states.total())
        context.figure("write_paths_count", len(tally.states))
        context.figure("least_states_of_a_path_count", min(tally.states.values()))
        context.figure("lost_or_halved_count", tally.wrongs["lost or by halves"])
        context.figure("unreadable_count", tally.wrongs["unreadable"])
        context.figure("wrong_count", tally.wrongs.total())
        _plant(context, 40 if context.is_short else 300)
    if tally.wrongs:
        return FellShort(tally.first)
    return Held(f"{tally.states.total()} cuts: nothing lost, nothing by halves, nothing unreadable")


def _plant(context: Context, cuts: int) -> None:
    for name, (planting, wanted) in FAULTS.items():
        fault = context.plant(name)
        tally = Tally()
        with planting():
            for scenario, recording in scenarios(1):
                cut(recording, f"{name}:{scenario}", cuts, tally)
        context.progress(f"{name}: {dict(tally.wrongs)} of {tally.states.total()}")
        if tally.wrongs[wanted]:
            fault.caught()


@contextmanager
def _no_sync_on_commit() -> Iterator[None]:
    pragmas = [pragma.replace("extra", "normal") for pragma in database.PRAGMAS]
    with mock.patch.object(database, "PRAGMAS", pragmas), mock.patch.object(database, "_EXTRA", 1):
        yield


@contextmanager
def _only_the_order() -> Iterator[None]:
    """Nothing syncs the directory but the unlinking of a journal at EXTRA.

    SQLite's layer for Unix syncs it with each new log and our own code when it has opened, so the order of the pragmas
    is a third belt; it holds alone where the other two are not worn, on a file system of the model *own*.
    """
    with (
        mock.patch.object(CrashDisk, "new_logs_sync_names", False),
        mock.patch.object(CrashDisk, "sync", _file_sync_only),
    ):
        yield


@contextmanager
def _log_before_names() -> Iterator[None]:
    """WAL first, so that the first journal is unlinked at FULL."""
    pragmas = sorted(database.PRAGMAS, key=lambda pragma: "journal_mode" not in pragma)
    with mock.patch.object(database, "PRAGMAS", pragmas), _only_the_order():
        yield


def _file_sync_only(disk: CrashDisk, path: Path) -> None:
    if path.name in disk.names:
        _REAL_SYNC(disk, path)


_REAL_SYNC = CrashDisk.sync


@contextmanager
def _number_by_itself() -> Iterator[None]:
    def draw(db: apsw.Connection, day: date) -> str:
        number = drawn(db, day)
        db.execute("commit; begin immediate").fetchall()
        return number

    drawn = leases.draw
    with mock.patch.object(leases, "draw", draw):
        yield


@contextmanager
def _audit_by_itself() -> Iterator[None]:
    def record(db: apsw.Connection, *entry: Any, **details: Any) -> None:
        db.execute("commit; begin immediate").fetchall()
        recorded_by(db, *entry, **details)

    recorded_by = audit.record
    with mock.patch.object(audit, "record", record):
        yield


def _no_sync_of_files() -> AbstractContextManager[Any]:
    return mock.patch.object(CrashDisk, "sync", _names_sync_only)


def _names_sync_only(disk: CrashDisk, path: Path) -> None:
    if path.name not in disk.names:
        _REAL_SYNC(disk, path)


FAULTS: dict[str, tuple[Callable[[], Any], str]] = {
    "synchronous=NORMAL": (_no_sync_on_commit, "lost or by halves"),
    "WAL before EXTRA": (_log_before_names, "lost or by halves"),
    "a number drawn in a commit of its own": (_number_by_itself, "lost or by halves"),
    "an audit entry in a commit of its own": (_audit_by_itself, "lost or by halves"),
    "an export that was never synced": (_no_sync_of_files, "an export is believed that is not there"),
    "a copy whose name was never synced": (_only_the_order, "the copy of the older schema is not there"),
}
SHORT_NOTE = ""
CAMPAIGN = Campaign("power-loss", "the queue after a power cut behind any step of any write path", SHORT_NOTE, run)
