"""Campaign `platform-kill`: whatever the platform stands on is killed at random moments under load; what was
acknowledged is there, once.

    on SQLite       cases, sealed and signed ─► as fast as answers come ─► SIGKILL of the platform ─► start again
    on PostgreSQL   the same to two replicas ─► SIGKILL of one of them, or of the database with all it started

A terminal whose answer was lost sends the same message again, so that every kill is also a test of the first answer
told twice. The planted faults, on a copy of the database: an acknowledged case taken away, one received twice.
"""

import asyncio
import random
import shutil
import signal
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.platform_load import PlatformProcess, Said, Told, make_fleet, once_each, send
from tests.helpers.postgres import is_installed, postgres_server

KILL_COUNT, SHORT_KILL_COUNT = 60, 4
BETWEEN_S = (0.3, 3.0)
CASES_PER_KILL = 300
"""More than the platform takes between two kills, so that it is always in the middle of something."""
Kill = Callable[[], None]
"""Kills one thing and starts it again."""


async def run(context: Context) -> Outcome:
    """Load and kill at once, then count; on the one database and on the other."""
    shutil.rmtree(context.folder, ignore_errors=True)
    context.folder.mkdir(parents=True)
    faults, count = await _on_sqlite(context)
    if not is_installed():
        context.note("There is no PostgreSQL: only SQLite was killed.")
    else:
        more, others = await _on_postgres(context)
        faults, count = faults + more, count + others
    return FellShort("; ".join(faults)) if faults else Held(f"{count} cases under kills: each there once")


async def _on_sqlite(context: Context) -> tuple[list[str], int]:
    platform = PlatformProcess(context.folder / "platform.db", context.folder / "platform.log")
    kills = SHORT_KILL_COUNT if context.is_short else KILL_COUNT
    fleet = await asyncio.to_thread(make_fleet, platform, 50)
    said = [fleet.case(number) for number in range(CASES_PER_KILL * kills)]
    context.progress(f"{len(said)} cases are sealed")

    def again() -> None:
        platform.end(signal.SIGKILL)
        platform.start()

    try:
        told, killed_count = await _under_load([(platform, said)], [again], kills)
    finally:
        platform.end()
    _tell(context, "", told, killed_count)
    assert isinstance(platform.database, Path)
    _plant(context, told[0].acknowledged, platform.database)
    return _faults(told, len(said), platform.database, killed_count, kills), len(said)


async def _on_postgres(context: Context) -> tuple[list[str], int]:
    kills = SHORT_KILL_COUNT if context.is_short else KILL_COUNT
    with postgres_server() as server:
        address = server.new_database()
        replicas = [PlatformProcess(address, context.folder / f"replica-{n}.log") for n in range(2)]
        fleet = await asyncio.to_thread(make_fleet, replicas[0], 50)
        await asyncio.to_thread(replicas[1].start)
        said = [fleet.case(number) for number in range(CASES_PER_KILL * kills)]
        context.progress(f"{len(said)} cases are sealed for two replicas")

        def one_of(which: int) -> Kill:
            def again() -> None:
                replicas[which].end(signal.SIGKILL)
                replicas[which].start()

            return again

        def the_database() -> None:
            server.kill()
            server.start()

        shares = [(each, said[n::2]) for n, each in enumerate(replicas)]
        try:
            told, killed_count = await _under_load(shares, [one_of(0), one_of(1), the_database], kills)
        finally:
            for each in replicas:
                each.end()
        _tell(context, "postgres_", told, killed_count)
        return _faults(told, len(said), address, killed_count, kills), len(said)


async def _under_load(
    shares: Sequence[tuple[PlatformProcess, Sequence[Said]]], victims: Sequence[Kill], kills: int
) -> tuple[list[Told], int]:
    """Send each its share while one victim after another is killed; what came back, and how often."""
    async with asyncio.TaskGroup() as group:
        sending = [group.create_task(send(each.port, said, None, 16)) for each, said in shares]
        killing = group.create_task(_kill(victims, kills, sending))
    return [each.result() for each in sending], killing.result()


async def _kill(victims: Sequence[Kill], most: int, sending: "Sequence[asyncio.Task[Told]]") -> int:
    chance, count = random.Random(), 0
    while count < most:
        await asyncio.wait(sending, timeout=chance.uniform(*BETWEEN_S))
        if all(each.done() for each in sending):
            break
        await asyncio.to_thread(chance.choice(victims))
        count += 1
    return count


def _faults(told: Sequence[Told], said_count: int, database: Path | str, killed_count: int, kills: int) -> list[str]:
    acknowledged = [key for each in told for key in each.acknowledged]
    faults = once_each(acknowledged, database)
    if len(set(acknowledged)) != said_count:
        faults.append(f"{said_count - len(set(acknowledged))} cases were never acknowledged")
    if killed_count < kills // 2:
        faults.append(f"it was killed {killed_count} times only: the load was over before")
    return faults


def _tell(context: Context, which: str, told: Sequence[Told], killed_count: int) -> None:
    context.figure(f"{which}kill_count", killed_count)
    context.figure(f"{which}acknowledged_count", sum(len(each.acknowledged) for each in told))
    context.figure(f"{which}resent_count", sum(each.resent_count for each in told))
    for status in sorted({status for each in told for status in each.statuses}):
        context.figure(f"{which}answer_{status}_count", sum(each.statuses[status] for each in told))


def _plant(context: Context, acknowledged: list[str], database: Path) -> None:
    again = (
        "insert into events (division_code, case_id, seq, kind, at, actor, data) "
        "select division_code, case_id, 99, kind, at, actor, data from events "
        "where case_id = ? and kind = 'received'"
    )
    wrongs = {
        "an acknowledged case that is gone": "delete from messages where message_id = ?",
        "a case that was received twice": again,
    }
    for name, statement in wrongs.items():
        fault, copy = context.plant(name), context.folder / "planted.db"
        shutil.copy(database, copy)
        db = sqlite3.connect(copy)
        db.execute(statement, (acknowledged[len(acknowledged) // 2],))
        db.commit()
        db.close()
        if once_each(acknowledged, copy):
            fault.caught()
        copy.unlink()


CAMPAIGN = Campaign(
    "platform-kill",
    "the platform, a replica and its database are killed again and again under load: every case is there once",
    "",
    run,
)
