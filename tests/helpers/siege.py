"""A machine that somebody tries to get into, with the power switch and the clock in their hands, and who counts.

    the real door and the real store, on a disk that loses its power (crash_disk) ─► every look at what was typed
    judged by numbers of its own: 15 looks at most; before the 6th, 7th, … 15th the machine was on for 15, 30, … 7 680 s

A look counts if it was taken before the power went, whatever the disk then remembers of it.
"""

import random
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from unittest import mock

from kiosk.app import staff_door
from kiosk.app.staff_door import Belonging, StaffDoor
from kiosk.core.clock import Clock
from kiosk.maintenance import visit as vi
from kiosk.maintenance import ways_in
from kiosk.maintenance.access import Level, Way
from kiosk.maintenance.visit import SigningIn
from kiosk.outbox import AccessBook, NotSaved, Store
from kiosk.wire import SealingKey, new_sealing_key, sealing_public_key
from kiosk.wire.passwords import Cost, hash_password
from kiosk.wire.staff_answers import StaffCode, is_answer
from tests.helpers.crash_disk import CrashDisk, Names
from tests.helpers.fake_clock import FakeClock

PATH = Path("/outbox.db")
BELONGING = Belonging("hsl-03", "130102001001", SealingKey(sealing_public_key(new_sealing_key())))
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
WAYS = (
    SigningIn(Way.PIN, Level.CLERK), SigningIn(Way.PIN, Level.TECHNICIAN), SigningIn(Way.ANSWER, Level.TECHNICIAN),
)  # fmt: skip
MOST_LOOKS = 15
FREE_LOOKS = 5
_T = TypeVar("_T")


def must_wait_s(look: int) -> float:
    """What must lie before the n-th look in a row (the issue's own words, not the program's)."""
    return 0.0 if look <= FREE_LOOKS else 15.0 * 2 ** (look - FREE_LOOKS - 1)


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody's digits were compared with what is right."""

    way: SigningIn
    run: int
    uptime_s: float
    step: int
    """Of the disk: what was written before it."""


@dataclass
class Siege:
    """One machine under attack. `clock_for` and `door_kind` are what a planted fault changes."""

    chance: random.Random
    clock_for: Callable[[FakeClock], Clock] = lambda clock: clock
    door_kind: type[StaffDoor] = StaffDoor
    disk: CrashDisk = field(default_factory=CrashDisk)
    run: int = 0
    tried_count: int = 0
    cut_count: int = 0
    looks: list[Look] = field(default_factory=list)
    wrongs: list[str] = field(default_factory=list)
    _now: datetime = datetime(2026, 4, 21, 1, 41, tzinfo=UTC)
    _rows: dict[SigningIn, list[Look]] = field(default_factory=dict)
    """Of each way, its looks since it was revived."""

    async def go_on(self, tries: int, to_the_first_wrong: bool = False) -> None:
        """Switch on, try, and pull the plug, until so many tries were made."""
        while self.tried_count < tries and not (to_the_first_wrong and self.wrongs):
            await self._one_run()

    async def _one_run(self) -> None:
        self.run += 1
        clock = FakeClock(self._now)
        with self.disk.mounted():
            store = Store(PATH, self.clock_for(clock), self.disk, boot=f"run {self.run}")
            store.open()
            door = self.door_kind(_Direct(store), self.clock_for(clock), "hsl-03", lambda: BELONGING, None, None)
            await door.set_up()
            if self.chance.random() < 0.03:
                self._revive(store)
            begin = len(self.disk.steps)
            with self._watched(clock):
                for _ in range(self.chance.randint(1, 12)):
                    begin = len(self.disk.steps)
                    await self._try(door)
                    self._let_time_pass(clock)
            cut = self.chance.randint(begin, len(self.disk.steps))
            store._db.close()
        self._judge(cut)
        self.disk = self.disk.after_cut(cut, self.chance, self.chance.choice(tuple(Names)))
        self.cut_count += 1
        self._now = clock.now() + timedelta(days=self.chance.choice((0, 0, 0, 40, -40)))

    async def _try(self, door: StaffDoor) -> None:
        self.tried_count += 1
        self._way = self.chance.choice(WAYS)
        if self._way.way is Way.ANSWER:
            await door.fresh_code(self._way)
        await door.check(replace(self._way, typed="00000000", checking=True))

    def _let_time_pass(self, clock: FakeClock) -> None:
        clock.go_on(self.chance.choice((0.1, 0.1, 1.0, 14.0, 15.0, 31.0, 61.0, 500.0, 8000.0)))
        if self.chance.random() < 0.2:
            clock.set_wall_clock(clock.now() + timedelta(hours=self.chance.choice((-5, 1, 24, 10_000))))

    def _revive(self, store: Store) -> None:
        """The platform's order, or two technicians; from then on it begins anew."""
        for way in WAYS:
            assert way.way is not None
            store.access.revive(f"{way.way}:{way.level.name.lower()}", ["platform"])
        self._rows.clear()

    @contextmanager
    def _watched(self, clock: FakeClock) -> Iterator[None]:
        """Every look, and nothing is ever right: whoever guesses right has already won."""

        def looked() -> bool:
            self.looks.append(Look(self._way, self.run, clock.monotonic_s() - 1000.0, len(self.disk.steps)))
            return False

        def password(pin: str, kept: str) -> bool:
            return looked()

        def answer(key: bytes, terminal: str, code: StaffCode, typed: str) -> bool:
            return looked() and is_answer(key, terminal, code, typed)

        cheap = mock.patch.object(ways_in, "hash_password", lambda pin: hash_password(pin, CHEAP))
        with (
            mock.patch.object(staff_door, "is_password", password),
            mock.patch.object(staff_door, "is_answer", answer),
            cheap,
        ):
            yield

    def _judge(self, cut: int) -> None:
        for look in (each for each in self.looks if each.run == self.run and each.step <= cut):
            row = self._rows.setdefault(look.way, [])
            if len(row) >= MOST_LOOKS:
                self.wrongs.append("more than 15 looks")
            last = row[-1] if row else None
            passed_s = look.uptime_s - (last.uptime_s if last is not None and last.run == look.run else 0.0)
            if passed_s < must_wait_s(len(row) + 1):
                self.wrongs.append("looked too early")
            row.append(look)


@dataclass
class _Direct:
    """The store on this very thread: a cut can fall between any two of its steps."""

    store: Store

    async def access(self, work: Callable[[AccessBook], _T]) -> _T | NotSaved:
        return work(self.store.access)


class LooksFirst(StaffDoor):
    """Planted: what was typed is looked at, and then the try is written down."""

    async def _tried(
        self,
        credential: str,
        look: Callable[[], Awaitable[vi.Accepted | vi.Refused]],
        follow: Callable[[], Awaitable[object]] | None = None,
    ) -> vi.Accepted | vi.Refused:
        known = await self._outbox.access(lambda book: book.lockouts())
        assert not isinstance(known, NotSaved)
        if any(each.credential == credential and (each.is_dead or each.wait_s > 0) for each in known):
            return vi.Refused(vi.Problem.LOCKED)
        told = await look()
        await self._outbox.access(lambda book: book.begin_try(credential))
        return told


@dataclass
class WallClock:
    """Planted: what waits, waits by the clock on the wall."""

    clock: FakeClock

    def now(self) -> datetime:
        return self.clock.now()

    def monotonic_s(self) -> float:
        return self.clock.now().timestamp()

    async def sleep(self, seconds_s: float) -> None:
        await self.clock.sleep(seconds_s)
