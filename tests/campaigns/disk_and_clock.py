"""Campaign `disk-and-clock`: a disk that fails at every single system call, a disk that is full, a clock that jumps.

Disk     every call of one commit (and of one opening) fails once, with each error a disk can give. Each time the
         terminal refuses and says so, or has saved; it goes on either way; a copy of its folder as a kill would leave
         it holds everything announced and nothing that was refused.
Full     a small disk filled to the brim refuses; with room again everything goes on, and all of it arrives once.
Clock    ten years back and forth in a running terminal, with an outage meanwhile: nothing waits for the old time.
"""

import asyncio
import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.outbox import BrokenStoreError
from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.both_ends import (
    Book,
    TerminalProcess,
    missing_in_queue,
    platform_process,
    settled,
    terminal_process,
)
from tests.helpers.clock_file import ClockFile, cause_without_faketime
from tests.helpers.fault_proxy import Fault, FaultProxy
from tests.helpers.filing import Resident
from tests.helpers.injection import Failing, cause_without_injection, failing
from tests.helpers.private_mounts import cause_without_mounts, command, enter_private_mounts, mounted
from tests.helpers.terminal_process import Said

WRITES = ("pwrite64", "fdatasync", "fsync", "ftruncate")
OPENINGS = (*WRITES, "openat", "pread64", "unlink", "fstat", "newfstatat", "fcntl", "mmap")
ERRORS = ("EIO", "ENOSPC", "EDQUOT")
MOST_OF_A_CALL = 60
SETTLE_S = 90.0
FULL_BYTES = 2 << 20
PAGE_THAT_CHECKPOINTS_BYTES = 4_500_000
"""More than the thousand pages of the journal after which SQLite moves them into the database."""


async def run(context: Context) -> Outcome:
    """All three, and what is planted in each."""
    cause = cause_without_injection() or cause_without_mounts() or cause_without_faketime()
    if cause:
        return CannotRun(cause)
    shutil.rmtree(context.folder, ignore_errors=True)
    context.folder.mkdir(parents=True)
    enter_private_mounts()
    broken = [*await _failing_disk(context), *await _full_disk(context), *await _jumping_clock(context)]
    return FellShort("; ".join(broken[:5])) if broken else Held("refused truthfully or saved, each time; no time lost")


# ── a disk that fails ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Walk:
    """One terminal whose calls fail one after another."""

    terminal: TerminalProcess
    book: Book
    folder: Path
    strikes: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    opened_count: int = 0

    async def commit(self, order: str, what: Failing) -> bool:
        """Fail within one commit, see that it goes on, and look into the folder; False if nothing was struck."""
        refused_before = len(self.book.not_saved)
        place = self.folder / str(self.opened_count)
        async with failing(self.terminal.pid, what, place, self.folder / "strace") as struck:
            said = await self.terminal.told(order)
        if struck.count == 0:
            return False
        self.strikes[said.what] += 1
        if said.what not in ("saved", "not_saved"):
            self.broken.append(f"{what}: {said}")
        after = await self.terminal.told("case")
        if after.what != "saved":
            self.broken.append(f"{what}: the next case was not saved: {after.reason}")
        refused = self.book.not_saved[refused_before:]
        await self._look(place, what, refused)
        return True

    async def opening(self, what: Failing) -> bool:
        """Fail within one opening of a queue that holds something, and open it again; False if nothing was struck."""
        place = self.folder / str(self.opened_count)
        await self.terminal.told("close")
        async with failing(self.terminal.pid, what, place, self.folder / "strace") as struck:
            said = await self.terminal.told(f"open {place}")
        if said.what != "opened" and (again := await self.terminal.told(f"open {place}")).what != "opened":
            self.broken.append(f"{what}: the queue could not be opened afterwards: {again.reason}")
        if struck.count == 0:
            return False
        self.strikes[said.what] += 1
        if list(place.glob("*.broken-*")):
            self.broken.append(f"{what}: a sound queue was set aside")
        await self._look(place, what, [])
        return True

    async def fresh(self) -> None:
        """A new folder with a little in it, so that what one failure leaves does not touch the next kind."""
        if self.opened_count:
            await self.terminal.told("close")
        self.opened_count += 1
        self.book.announced.clear()
        await self.terminal.told(f"open {self.folder / str(self.opened_count)}")
        for _ in range(2):
            await self.terminal.told("case")

    async def _look(self, place: Path, what: Failing, refused: list[Said]) -> None:
        with _copied(place) as copy:
            try:
                missing = await missing_in_queue(copy, self.book.announced.values())
                half = len(refused) - len(await missing_in_queue(copy, refused))
            except BrokenStoreError as error:
                self.broken.append(f"{what}: what a kill would leave cannot be opened: {error}")
                return
        if missing or half:
            self.broken.append(f"{what}: {len(missing)} lost, {half} refused and there all the same")


async def _failing_disk(context: Context) -> list[str]:
    folder = context.folder / "failing"
    folder.mkdir()
    book = Book(folder / "platform.db")
    async with terminal_process(None, book) as terminal:
        walk = _Walk(terminal, book, folder)
        errors = ERRORS[:1] if context.is_short else ERRORS
        await _walk_commits(context, walk, "case", errors)
        if not context.is_short:
            await walk.fresh()
            case_id = next(iter(book.announced.values())).case_id
            await _walk_commits(context, walk, f"page {case_id} {PAGE_THAT_CHECKPOINTS_BYTES}", errors, most=8)
        openings = ("openat", "fdatasync", "pread64") if context.is_short else OPENINGS
        for call in openings:
            await walk.fresh()
            nth = 1
            while nth <= (3 if context.is_short else MOST_OF_A_CALL) and await walk.opening(Failing(call, "EIO", nth)):
                nth += 1
            context.progress(f"opening: {nth - 1} times {call}; {dict(walk.strikes)}")
    context.figure("calls_failed_count", walk.strikes.total())
    for name in ("saved", "not_saved", "opened", "not_opened"):
        context.figure(f"then_{name}_count", walk.strikes[name])
    context.figure("failed_disk_broken_promises_count", len(walk.broken))
    for one in walk.broken[:20]:
        context.note(one)
    await _announcing_too_soon(context)
    return walk.broken


async def _walk_commits(
    context: Context, walk: _Walk, order: str, errors: tuple[str, ...], most: int = MOST_OF_A_CALL
) -> None:
    for call in WRITES:
        for error in errors:
            await walk.fresh()
            nth = 1
            while nth <= most and await walk.commit(order, Failing(call, error, nth)):
                nth += 1
            context.progress(f"{order.split()[0]}: {nth - 1} times {error} at {call}; {dict(walk.strikes)}")


async def _announcing_too_soon(context: Context) -> None:
    fault = context.plant("a terminal that announces before it commits")
    folder = context.folder / "planted-announce"
    folder.mkdir()
    book = Book(folder / "platform.db")
    strike_count = 0
    async with terminal_process(folder, book, "", "--plant", "announce-before-commit") as terminal:
        for nth in range(1, 6):
            async with failing(terminal.pid, Failing("pwrite64", "EIO", nth), folder, folder / "strace") as struck:
                await terminal.ask("case")
                await terminal.ask("count")  # by then it has tried to commit, too
            strike_count += struck.count
    missing = await missing_in_queue(folder, book.announced.values())
    context.progress(f"planted announcement: struck {strike_count} times, {len(missing)} announced and not there")
    if missing:
        fault.caught()


# ── a disk that is full ────────────────────────────────────────────────────────────────────────────────────────────


async def _full_disk(context: Context) -> list[str]:
    folder = context.folder / "full"
    folder.mkdir()
    broken: list[str] = []
    async with platform_process(folder) as platform:
        book = Book(platform.database)
        with mounted("tmpfs", folder / "disk", "-t", "tmpfs", "-o", f"size={FULL_BYTES}") as disk:
            async with terminal_process(disk, book) as terminal:
                resident = Resident(terminal, book, random.Random(11), most_page_bytes=60_000)
                while len(book.not_saved) < 20:
                    await resident.files(10)
                reasons = {said.reason for said in book.not_saved}
            saved_count, refused = len(book.announced), list(book.not_saved)
            if await missing_in_queue(disk, book.announced.values()):
                broken.append("full disk: something announced is not there")
            if len(await missing_in_queue(disk, refused)) != len(refused):
                broken.append("full disk: something refused is there all the same")
            async with terminal_process(disk, book, platform.url) as terminal:
                await asyncio.sleep(2.0)  # what can be sent is sent; what cannot be written down is sent again
                command("mount", "-o", f"remount,size={4 * FULL_BYTES}", str(disk))
                after = await terminal.told("case")
                if after.what != "saved":
                    broken.append(f"full disk: with room again a case was not saved: {after.reason}")
            async with terminal_process(disk, book, platform.url) as terminal:  # waits for no pause of the one before
                if not await settled(book, SETTLE_S, terminal):
                    broken.append("full disk: with room again the queue did not empty")
    verdict = book.verdict()
    context.figure("full_disk_saved_count", saved_count)
    context.figure("full_disk_refused_count", len(refused))
    context.figure("full_disk_reasons", ", ".join(sorted(reasons)))
    context.progress(f"full disk: {verdict}")
    return broken if verdict.is_clean else [*broken, f"full disk: {verdict}"]


# ── a clock that jumps ─────────────────────────────────────────────────────────────────────────────────────────────


async def _jumping_clock(context: Context) -> list[str]:
    folder = context.folder / "clock"
    folder.mkdir()
    broken: list[str] = []
    jumps_days = (-3650, 3650, 0) if context.is_short else (-3650, 3650, -3650, 0, 3650, -3650, 0)
    book, slowest_s = await _through_jumps(folder, "", jumps_days)
    verdict = book.verdict()
    if slowest_s is None:
        broken.append("clock: after a jump the queue did not empty")
    if not verdict.is_clean or book.not_saved or book.refused:
        broken.append(f"clock: {verdict}, {len(book.not_saved)} not saved, {len(book.refused)} refused")
    days = {int(said.case_id[:12], 16) // 86_400_000 for said in book.cases()}
    spread_days = max(days) - min(days)
    if spread_days < 7000:
        broken.append(f"clock: it never jumped; the ids lie within {spread_days} days")
    context.figure("clock_jumps_count", len(jumps_days))
    context.figure("clock_spread_days", spread_days)
    context.figure("clock_announced_count", verdict.announced_count)
    context.figure("clock_slowest_recovery_s", None if slowest_s is None else round(slowest_s, 2))
    fault = context.plant("a terminal that schedules by the wall clock")
    planted = context.folder / "planted-clock"
    planted.mkdir()
    _, frozen = await _through_jumps(planted, "wall-clock", (-3650,), within_s=8.0)
    if frozen is None:
        fault.caught()
    return broken


async def _through_jumps(
    folder: Path, plant: str, jumps_days: tuple[int, ...], within_s: float = SETTLE_S
) -> tuple[Book, float | None]:
    """File, lose the network, jump, regain it, file: the longest time until all was sent, None if it never was."""
    clock = ClockFile(folder / "clock")
    options = ("--plant", plant) if plant else ()
    slowest_s = 0.0
    async with platform_process(folder) as platform:
        proxy, book = FaultProxy(platform.port), Book(platform.database)
        async with (
            proxy.listening() as url,
            terminal_process(folder, book, url, *options, prefix=clock.prefix) as terminal,
        ):
            resident = Resident(terminal, book, random.Random(12))
            for days in jumps_days:
                await resident.files(3)
                proxy.fault = Fault.RESET
                await resident.files(3)
                if not await _jumped_at_rest(clock, days, proxy, terminal):
                    return book, None
                proxy.fault, healed_s = None, time.monotonic()  # nobody files: that would wake the loop
                if not await settled(book, within_s):
                    return book, None
                slowest_s = max(slowest_s, time.monotonic() - healed_s)
                await resident.files(3)
            await settled(book, within_s)
        return book, slowest_s


async def _jumped_at_rest(clock: ClockFile, days: int, proxy: FaultProxy, terminal: TerminalProcess) -> bool:
    """Jump while the loop has met the fault and waits for a moment of its clock, with no answer under way that would
    let it reckon anew; False if it never rests."""
    before_days = clock.days
    try:
        async with asyncio.timeout(SETTLE_S):
            while True:
                if await _rests_offline(terminal):
                    met_count = proxy.exchange_counts[Fault.RESET]
                    clock.jump(days)
                    if await _rests_offline(terminal) and proxy.exchange_counts[Fault.RESET] == met_count:
                        return True
                    clock.jump(before_days)
                await asyncio.sleep(0.02)
    except TimeoutError:
        return False


async def _rests_offline(terminal: TerminalProcess) -> bool:
    return (await terminal.told("line")).reason == "offline"


@contextmanager
def _copied(place: Path) -> Iterator[Path]:
    """A folder as a kill would leave it at this moment: the files, and not the memory they share."""
    copy = place.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(place, copy, ignore=shutil.ignore_patterns("*-shm"))
    yield copy


CAMPAIGN = Campaign("disk-and-clock", "a disk that fails at every call, or is full; a clock that jumps", "", run)
