"""Campaign `platform-kill`: the platform is killed at random moments under load; what it acknowledged is there, once.

    cases, sealed and signed ─► as fast as answers come ─► SIGKILL ─► start again ─► what was not answered, once more

A terminal whose answer was lost sends the same message again, so that every kill is also a test of the first answer
told twice. The planted faults, on a copy of the database: an acknowledged case taken away, one received twice.
"""

import asyncio
import random
import shutil
import signal
import sqlite3

from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.platform_load import PlatformProcess, Told, make_fleet, once_each, send

KILL_COUNT, SHORT_KILL_COUNT = 60, 4
BETWEEN_S = (0.3, 3.0)
CASES_PER_KILL = 300
"""More than the platform takes between two kills, so that it is always in the middle of something."""


async def run(context: Context) -> Outcome:
    """Load and kill at once, then count."""
    shutil.rmtree(context.folder, ignore_errors=True)
    context.folder.mkdir(parents=True)
    platform = PlatformProcess(context.folder / "platform.db", context.folder / "platform.log")
    kills = SHORT_KILL_COUNT if context.is_short else KILL_COUNT
    fleet = await asyncio.to_thread(make_fleet, platform, 50)
    said = [fleet.case(number) for number in range(CASES_PER_KILL * kills)]
    context.progress(f"{len(said)} cases are sealed")
    try:
        async with asyncio.TaskGroup() as group:
            sending = group.create_task(send(platform.port, said, None, 16))
            killing = group.create_task(_kill(platform, kills, sending))
        told, killed_count = sending.result(), killing.result()
    finally:
        platform.end()
    _tell(context, told, killed_count)
    faults = once_each(told.acknowledged, platform.database)
    if len(set(told.acknowledged)) != len(said):
        faults.append(f"{len(said) - len(set(told.acknowledged))} cases were never acknowledged")
    if killed_count < kills // 2:
        faults.append(f"it was killed {killed_count} times only: the load was over before")
    _plant(context, told.acknowledged, platform)
    return FellShort("; ".join(faults)) if faults else Held(f"{len(said)} cases, {killed_count} kills: each there once")


async def _kill(platform: PlatformProcess, most: int, sending: "asyncio.Task[Told]") -> int:
    chance, count = random.Random(), 0
    while count < most:
        await asyncio.wait([sending], timeout=chance.uniform(*BETWEEN_S))
        if sending.done():
            break
        await asyncio.to_thread(platform.end, signal.SIGKILL)
        await asyncio.to_thread(platform.start)
        count += 1
    return count


def _tell(context: Context, told: Told, killed_count: int) -> None:
    context.figure("kill_count", killed_count)
    context.figure("acknowledged_count", len(told.acknowledged))
    context.figure("resent_count", told.resent_count)
    context.figure("answered_twice_count", told.statuses[200])
    for status, count in sorted(told.statuses.items()):
        context.figure(f"answer_{status}_count", count)


def _plant(context: Context, acknowledged: list[str], platform: PlatformProcess) -> None:
    again = (
        "insert into events select division_code, case_id, 99, kind, at, actor, data from events "
        "where case_id = ? and kind = 'received'"
    )
    wrongs = {
        "an acknowledged case that is gone": "delete from messages where message_id = ?",
        "a case that was received twice": again,
    }
    for name, statement in wrongs.items():
        fault, copy = context.plant(name), context.folder / "planted.db"
        shutil.copy(platform.database, copy)
        db = sqlite3.connect(copy)
        db.execute(statement, (acknowledged[len(acknowledged) // 2],))
        db.commit()
        db.close()
        if once_each(acknowledged, copy):
            fault.caught()
        copy.unlink()


CAMPAIGN = Campaign(
    "platform-kill", "the platform is killed again and again under load: every acknowledged case is there once", "", run
)
