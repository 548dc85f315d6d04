"""Campaign `platform-load`: what one platform on SQLite carries here, and what becomes of it beyond that.

    as fast as answers come   heartbeats; cases; the mix of a province (902 : 420)      ─► answers a second, CPU of each
    at half of that           the mix, each at its moment                                ─► p50, p99, held to 250 ms
    5,000 idle terminals      the same beside them                                       ─► p99 again
    a return                  so many terminals, 20 queued cases each, at once           ─► time to drain, none lost
    the province's own rate   902 + 420 a second                                         ─► what was answered in time

A machine on which more wait than it has cores says nothing of latency: it is told there, and judged on a quiet one.
Absolute figures are this machine's; the ratio to bare inserts of SQLite in the same run is what can be compared. Twice
the server is restarted under load. The planted faults: a server that stands still for a second, and a lost case.
"""

import asyncio
import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Sequence

from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.platform_load import (
    Fleet,
    PlatformProcess,
    Said,
    Told,
    bare_inserts_s,
    idle_connections,
    make_fleet,
    once_each,
    quietly_closed,
    send,
)
from tests.helpers.process_costs import cpu_s, pss_mb

BEATS_S, CASES_S = 902, 420
"""Hebei: 54,145 terminals, one beat a minute; 250,000 queued cases in ten minutes (domain 9, reliability 8)."""
MOST_P99_MS = 250.0
HALF = 0.5
SIZES = {False: (4000, 2000, 40, 5000, 200), True: (400, 200, 5, 1000, 6)}
"""Beats, cases, seconds at half the pace, idle terminals, terminals that return; in full and in short."""
QUEUED_COUNT = 20
FLEET_COUNT = 600
"""More than are ever under way at once: a beat that overtakes another of its terminal is refused, as it should be."""
ATTEMPTS = 3
"""On a shared machine a figure may need more than one; a platform that stalls misses them all."""


async def run(context: Context) -> Outcome:
    """Measure, from nothing to too much."""
    shutil.rmtree(context.folder, ignore_errors=True)
    context.folder.mkdir(parents=True)
    beat_count, case_count, half_s, idle_count, returning_count = SIZES[context.is_short]
    load_average, core_count = os.getloadavg()[0], os.cpu_count() or 1
    context.figure("load_average", round(load_average, 1))
    bare_s = await asyncio.to_thread(bare_inserts_s, context.folder, 2.0)
    context.figure("bare_inserts_per_s", round(bare_s))
    platform = PlatformProcess(context.folder / "platform.db", context.folder / "platform.log")
    fleet = await asyncio.to_thread(make_fleet, platform, FLEET_COUNT)
    load = Load(context, platform, fleet)
    try:
        beats = await load.flat_out("beats", [fleet.beat(n) for n in range(beat_count)])
        cases = await load.flat_out("cases", [fleet.case(n) for n in range(case_count)])
        mixed = await load.flat_out("mix", load.mix((beat_count + case_count) // 2))
        context.figure("beats_to_bare_ratio", round(beats.rate_s / bare_s, 3))
        context.figure("cases_to_bare_ratio", round(cases.rate_s / bare_s, 3))
        rate_s = HALF * mixed.rate_s
        half = await load.paced("half", int(rate_s * half_s), rate_s)
        idle = await idle_connections(platform.port, idle_count)
        context.figure("platform_pss_mb", round(pss_mb(platform.pid), 1))
        beside = await load.paced("beside_idle", int(rate_s * half_s), rate_s)
        quietly_closed(idle)
        await load.returning(returning_count)
        await load.province(10 if context.is_short else 60)
        await load.plant(rate_s)
    finally:
        platform.end()
    faults = once_each(load.acknowledged, platform.database)
    faults += [f"{status} was answered" for status in load.odd]
    for name, told in (("at half of its pace", half), (f"beside {idle_count} idle terminals", beside)):
        if load_average > core_count:
            context.note(f"{told.quantile_ms(99):.0f} ms {name} is not judged: others wait for these cores too")
        elif told.quantile_ms(99) > MOST_P99_MS:
            faults.append(f"p99 {told.quantile_ms(99):.0f} ms {name}")
    load.plant_loss()
    return FellShort("; ".join(faults)) if faults else Held(f"{len(load.acknowledged)} cases, each there once")


class Load:
    """Sends, and keeps what was acknowledged."""

    def __init__(self, context: Context, platform: PlatformProcess, fleet: Fleet) -> None:
        self._context, self._platform, self._fleet = context, platform, fleet
        self.acknowledged: list[str] = []
        self.odd: set[int] = set()

    def mix(self, count: int) -> list[Said]:
        """Heartbeats and cases as a province sends them."""
        share = CASES_S / (BEATS_S + CASES_S)
        return [
            self._fleet.case(n) if int(n * share) != int((n + 1) * share) else self._fleet.beat(n) for n in range(count)
        ]

    async def flat_out(self, name: str, said: Sequence[Said]) -> Told:
        """As fast as answers come."""
        before_s = cpu_s(self._platform.pid)
        told = await self._sent(said, None)
        self._context.figure(f"{name}_per_s", round(told.rate_s))
        self._context.figure(f"{name}_cpu_ms", round(1000 * (cpu_s(self._platform.pid) - before_s) / len(said), 2))
        return told

    async def paced(self, name: str, count: int, rate_s: float) -> Told:
        """Each at its moment, at the platform's best of a few times."""
        told = min(
            [await self._sent(self.mix(count), rate_s) for _ in range(ATTEMPTS)], key=lambda t: t.quantile_ms(99)
        )
        self._context.figure(f"{name}_per_s", round(rate_s))
        self._context.figure(f"{name}_p50_ms", round(told.quantile_ms(50), 1))
        self._context.figure(f"{name}_p99_ms", round(told.quantile_ms(99), 1))
        return told

    async def returning(self, count: int) -> None:
        """An outage is over: every queue at once, with two restarts meanwhile."""
        said = [self._fleet.case(n) for n in range(count * QUEUED_COUNT)]

        async def restart() -> None:
            for _ in range(2):
                await asyncio.sleep(1.0)
                await asyncio.to_thread(self._platform.end, signal.SIGTERM)
                await asyncio.to_thread(self._platform.start)

        async with asyncio.TaskGroup() as group:
            group.create_task(restart())
            sending = group.create_task(self._sent(said, None, min(1000, 2 * count)))
        told = sending.result()
        self._context.figure("return_case_count", len(said))
        self._context.figure("return_drained_s", round(told.took_s, 1))
        self._context.figure("return_resent_count", told.resent_count)

    async def province(self, seconds_s: int) -> None:
        """What a whole province would send: how much of it is answered in time. Nothing may be lost of it."""
        rate_s = float(BEATS_S + CASES_S)
        told = await self._sent(self.mix(int(rate_s * seconds_s / 10)), rate_s, 256)
        in_time = sum(latency_s * 1000 <= MOST_P99_MS for latency_s in told.latencies_s) / len(told.latencies_s)
        self._context.figure("province_in_time_share", round(in_time, 3))
        self._context.figure("province_answered_per_s", round(told.rate_s))

    async def plant(self, rate_s: float) -> None:
        """A server that stands still for a second is seen in the latency of those who were to be answered meanwhile."""
        fault = self._context.plant("a platform that stands still for a second")

        async def stand_still() -> None:
            await asyncio.sleep(0.5)
            os.kill(self._platform.pid, signal.SIGSTOP)
            await asyncio.sleep(1.0)
            os.kill(self._platform.pid, signal.SIGCONT)

        async with asyncio.TaskGroup() as group:
            group.create_task(stand_still())
            sending = group.create_task(self._sent(self.mix(int(3 * rate_s)), rate_s))
        if sending.result().quantile_ms(99) > MOST_P99_MS:
            fault.caught()

    def plant_loss(self) -> None:
        """One acknowledged case is taken away."""
        fault = self._context.plant("an acknowledged case that is gone")
        db = sqlite3.connect(self._platform.database)
        db.execute("delete from messages where message_id = ?", (self.acknowledged[-1],))
        db.commit()
        db.close()
        if once_each(self.acknowledged, self._platform.database):
            fault.caught()

    async def _sent(self, said: Sequence[Said], rate_s: float | None, connections: int = 64) -> Told:
        began_s = time.monotonic()
        told = await send(self._platform.port, said, rate_s, connections)
        self.acknowledged += told.acknowledged
        self.odd |= {status for status in told.statuses if status not in (200, 201)}
        self._context.progress(f"{len(said)} in {time.monotonic() - began_s:.1f} s")
        return told


CAMPAIGN = Campaign(
    "platform-load", "what one platform on SQLite carries: heartbeats and cases, idle terminals, a return", "", run
)
