"""Campaign `block-cuts`: the power fails under the real terminal on a real file system, again and again.

    terminal ─► ext4 ─► loop device ─► disk.img on XFS          `cp --reflink=always` is the cut: one moment of the disk
                                        └─► cut.img ─► mount (the journal is replayed) ─► opened by the product

What had been announced before a cut must be in the cut's queue under its number. The last cut becomes a terminal again
and delivers: at the platform everything once. The cut keeps what was written and not flushed; a disk that loses this
too, sector by sector, is the campaign `power-loss`.
"""

import asyncio
import random
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.tasks import Supervisor
from kiosk.outbox import BrokenStoreError
from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.both_ends import (
    Book,
    PlatformProcess,
    TerminalProcess,
    missing_in_queue,
    platform_process,
    settled,
    terminal_process,
)
from tests.helpers.filing import Resident
from tests.helpers.private_mounts import cause_without_mounts, command, enter_private_mounts, formatted, mounted
from tests.helpers.terminal_process import Said

CUTS = 50
SHORT_CUTS = 8
PLANTED_CUTS = 4
POOL_BYTES = 2 << 30
DISK_BYTES = 192 << 20
SETTLE_S = 300.0


async def run(context: Context) -> Outcome:
    """The cuts, the delivery from the last one, and a terminal that does not flush."""
    cause = cause_without_mounts("mkfs.xfs", "mkfs.ext4", "losetup")
    if cause:
        return CannotRun(cause)
    shutil.rmtree(context.folder, ignore_errors=True)
    context.folder.mkdir(parents=True)
    enter_private_mounts()
    image = formatted(context.folder / "pool.img", POOL_BYTES, "mkfs.xfs", "-q", "-m", "reflink=1")
    try:
        with mounted(image, context.folder / "pool", "-o", "loop") as pool:
            return await _all(context, pool)
    finally:
        image.unlink()


async def _all(context: Context, pool: Path) -> Outcome:
    broken = await _cuts(context, pool, SHORT_CUTS if context.is_short else CUTS)
    await _not_flushing(context, pool)
    return (
        FellShort("; ".join(broken)) if broken else Held("0 lost in every cut, and the last delivered all of it once")
    )


async def _cuts(context: Context, pool: Path, most: int) -> list[str]:
    """Cut `most` times while residents file and the loop sends; what was broken."""
    chance = random.Random(9)
    cuts: list[_Cut] = []
    async with platform_process(pool) as platform:
        async with _filing(pool, platform, "") as (book, _):
            for number in range(most):
                cuts.append(await _cut(pool, number, book, chance.uniform(0.05, 0.7)))
                if number % 10 == 9 or cuts[-1].missing:
                    context.progress(f"cut {number + 1}: {cuts[-1]}")
        delivered = await _delivered(pool, platform, cuts[-1])
    context.figure("cuts_count", len(cuts))
    context.figure("announced_before_last_cut_count", len(cuts[-1].announced))
    context.figure("looked_up_count", sum(len(cut.announced) for cut in cuts))
    context.figure("lost_count", sum(len(cut.missing) for cut in cuts))
    context.figure("unreadable_count", sum(cut.is_unreadable for cut in cuts))
    context.figure("last_cut_delivered_once", not delivered)
    return [str(cut) for cut in cuts if cut.missing or cut.is_unreadable] + ([delivered] if delivered else [])


@dataclass(frozen=True, slots=True)
class _Cut:
    """One moment of the disk: what had been announced, and what of it is not there."""

    image: Path
    announced: dict[str, Said]
    missing: tuple[str, ...]
    is_unreadable: bool

    def __str__(self) -> str:
        return f"{len(self.missing)} of {len(self.announced)} missing" + (", unreadable" if self.is_unreadable else "")


async def _cut(pool: Path, number: int, book: Book, after_s: float) -> _Cut:
    """Cut after a while, mount the copy and open it as the product does; only the newest copy is kept."""
    await asyncio.sleep(after_s)
    image = pool / f"cut-{number}.img"
    announced = dict(book.announced)  # heard before the cut, so committed before it
    command("cp", "--reflink=always", str(pool / "disk.img"), str(image))
    (pool / f"cut-{number - 1}.img").unlink(missing_ok=True)
    with mounted(image, pool / "cut", "-o", "loop") as folder:
        try:
            return _Cut(image, announced, tuple(await missing_in_queue(folder, announced.values())), False)
        except BrokenStoreError:
            return _Cut(image, announced, tuple(announced), True)


async def _delivered(pool: Path, platform: PlatformProcess, cut: _Cut) -> str:
    """Let the last cut be a terminal again; empty where the platform has everything once."""
    book = Book(platform.database, dict(cut.announced))
    with mounted(cut.image, pool / "cut", "-o", "loop") as folder:
        async with terminal_process(folder, book, platform.url) as terminal:
            is_empty = await settled(book, SETTLE_S, terminal)
    verdict = book.verdict()
    return "" if is_empty and verdict.is_clean else f"delivery from the last cut: {verdict}"


async def _not_flushing(context: Context, pool: Path) -> None:
    fault = context.plant("a terminal with synchronous=NORMAL")
    async with platform_process(pool) as platform, _filing(pool, platform, "synchronous-normal") as (book, _):
        for number in range(PLANTED_CUTS):
            cut = await _cut(pool, number, book, 0.5)
            if cut.missing:
                context.progress(f"planted synchronous=NORMAL: {cut}")
                fault.caught()
                return


@asynccontextmanager
async def _filing(pool: Path, platform: PlatformProcess, plant: str) -> AsyncIterator[tuple[Book, TerminalProcess]]:
    """A terminal on a fresh ext4, and residents who file as long as the block lasts."""
    image = formatted(pool / "disk.img", DISK_BYTES, "mkfs.ext4", "-q")
    book = Book(platform.database)
    options = ("--plant", plant) if plant else ()
    with mounted(image, pool / "disk", "-o", "loop") as folder:
        async with (
            terminal_process(folder, book, platform.url, *options) as terminal,
            Supervisor() as supervisor,
        ):
            supervisor.start("residents", Resident(terminal, book, random.Random(10)).keeps_filing(0.01))
            yield book, terminal


CAMPAIGN = Campaign("block-cuts", "the power fails under the real program on a real file system", "", run)
