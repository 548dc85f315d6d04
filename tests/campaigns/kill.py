"""Campaign `kill`: SIGKILL at random moments of the terminal and of the platform, both in the midst of their work.

A round kills one of the two and starts it again on what is on its disk. Residents file all the while and the loop
sends all the while. In the end both run undisturbed until the queue is empty, and the book is held against the
platform's database: nothing announced is lost, nothing took effect twice.
"""

import asyncio
import hashlib
import random
import shutil
import sqlite3
import time
from contextlib import AsyncExitStack, closing
from pathlib import Path

from kiosk.core.tasks import Supervisor
from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.both_ends import (
    Book,
    PlatformProcess,
    Verdict,
    missing_in_queue,
    platform_process,
    settled,
    terminal_process,
)
from tests.helpers.fault_proxy import Fault, FaultProxy
from tests.helpers.filing import Resident

ROUNDS = 500
SHORT_S = 14.0
"""What is left of 40 s for rounds once the planted faults have been shown."""
SETTLE_S = 300.0
MOST_LIFE_S = 0.8
PLANTED_ROUNDS = 12


async def run(context: Context) -> Outcome:
    """The rounds, then a platform that forgets and a terminal that speaks too soon."""
    shutil.rmtree(context.folder, ignore_errors=True)
    book = Book(_made(context.folder / "rounds") / "platform.db")
    field = _Field(context.folder / "rounds", book, random.Random(5))
    round_count, is_empty = await field.rounds(SHORT_S if context.is_short else float("inf"), context)
    verdict = book.verdict()
    context.figure("rounds_count", round_count)
    context.figure("terminals_killed_count", field.terminal_kills)
    context.figure("platforms_killed_count", field.platform_kills)
    context.figure("killed_in_mid_sync_count", field.kills_in_mid_sync)
    context.figure("announced_count", verdict.announced_count)
    context.figure("lost_count", len(verdict.lost))
    context.figure("doubled_count", len(verdict.doubled))
    context.figure("acknowledged_too_soon_count", len(verdict.premature))
    context.figure("numbers_repeated_count", len(verdict.repeated_numbers))
    await _announce_before_commit(context)
    await _forgetful_platform(context)
    if not is_empty:
        return FellShort("the queue did not empty after the last round")
    if not verdict.is_clean or book.refused:
        return FellShort(f"{round_count} rounds: {verdict}, {len(book.refused)} refused")
    return Held(f"{round_count} rounds: {verdict}")


class _Field:
    """One platform and one terminal, killed in turns, with the same queue and the same database throughout."""

    def __init__(self, folder: Path, book: Book, chance: random.Random) -> None:
        self._folder = folder
        self._book = book
        self._chance = chance
        self.terminal_kills = 0
        self.platform_kills = 0
        self.kills_in_mid_sync = 0

    async def rounds(self, most_s: float, context: Context) -> tuple[int, bool]:
        """Kill `ROUNDS` times or for so long, then wait for an empty queue: the rounds done, and whether it emptied."""
        async with platform_process(self._folder) as platform:
            count, ends_s = 0, time.monotonic() + most_s
            while count < ROUNDS and time.monotonic() < ends_s:
                count += await self._one_life(platform, min(8, ROUNDS - count), ends_s)
                if context.is_short or count % 20 < 2:
                    context.progress(f"{count} rounds, {len(self._book.announced)} announced")
            async with terminal_process(self._folder, self._book, platform.url) as terminal:
                return count, await settled(self._book, SETTLE_S, terminal)

    async def _one_life(self, platform: PlatformProcess, most: int, ends_s: float) -> int:
        """One terminal's life, during which the platform is killed now and then, until it is killed itself."""
        async with AsyncExitStack() as stack:
            terminal = await stack.enter_async_context(terminal_process(self._folder, self._book, platform.url))
            staff = await stack.enter_async_context(platform.staff())
            resident = Resident(terminal, self._book, self._chance, staff, most_page_bytes=20_000)
            supervisor = await stack.enter_async_context(Supervisor())
            filing = supervisor.start("residents", resident.keeps_filing(0.2))
            count = 0
            while count < most - 1 and self._chance.random() < 0.5 and time.monotonic() < ends_s:
                await asyncio.sleep(self._chance.uniform(0, MOST_LIFE_S))
                self._note_kill()
                await platform.kill()
                self.platform_kills += 1
                count += 1
                await platform.start()
            await asyncio.sleep(self._chance.uniform(0, MOST_LIFE_S))
            self._note_kill()
            await terminal.kill()
            self.terminal_kills += 1
            await filing
            return count + 1

    def _note_kill(self) -> None:
        self.kills_in_mid_sync += bool(self._book.waiting)


def forget_ids(database: Path) -> None:
    """Planted: what a platform is left with that kept the ids of messages in memory only: the effects, and no ids."""
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("pragma foreign_keys = off")
        db.create_function("another", 1, lambda case_id: hashlib.sha256(case_id.encode()).hexdigest()[:32])
        for table in ("cases", "events", "messages"):
            db.execute(f"update {table} set case_id = another(case_id)")
        db.execute("update messages set message_id = lower(hex(randomblob(16)))")
        db.execute("delete from ratings")


async def _announce_before_commit(context: Context) -> None:
    fault = context.plant("a terminal that announces before it commits")
    folder = _made(context.folder / "planted-announce")
    book = Book(folder / "platform.db")
    chance = random.Random(6)
    for _ in range(PLANTED_ROUNDS):
        async with (
            terminal_process(folder, book, "", "--plant", "announce-before-commit") as terminal,
            Supervisor() as s,
        ):
            filing = s.start("residents", Resident(terminal, book, chance).files(1000))
            await asyncio.sleep(chance.uniform(0.1, 0.4))
            await terminal.kill()
            await filing
        if missing := await missing_in_queue(folder, book.announced.values()):
            context.progress(f"planted announcement: {len(missing)} of {len(book.announced)} are not in the queue")
            fault.caught()
            return


async def _forgetful_platform(context: Context) -> None:
    """Answers are lost here now and then, so that each restart meets something that it should remember."""
    fault = context.plant("a platform that forgets ids at a restart")
    folder = _made(context.folder / "planted-forgetful")
    chance = random.Random(8)
    async with platform_process(folder) as platform:
        proxy, book = FaultProxy(platform.port), Book(platform.database)
        proxy.choose = lambda: chance.choice((None, Fault.LOST_ANSWER))
        async with proxy.listening() as url, terminal_process(folder, book, url) as terminal:
            for _ in range(PLANTED_ROUNDS):
                for _ in range(6):
                    await terminal.told("case")
                await asyncio.sleep(0.1)  # it is sending them
                await platform.kill()
                forget_ids(platform.database)
                await platform.start()
                await settled(book, SETTLE_S)
                verdict: Verdict = book.verdict()
                if verdict.doubled:
                    context.progress(f"planted forgetful platform: {verdict}")
                    fault.caught()
                    return


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


CAMPAIGN = Campaign("kill", "SIGKILL of terminal and platform in mid-sync", "", run)
