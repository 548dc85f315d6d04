"""How fast a full queue empties into the real platform process on loopback, against bare requests of the same bodies.

Two platforms, each a process of its own with a terminal enrolled in earnest: one is sent the queue by the product
(store, courier, loop, client), the other the same bodies, signed, one after the other by httpx alone.
"""

import asyncio
import json
import os
import random
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx

from kiosk.core.clock import SystemClock
from kiosk.core.ids import new_case_id
from kiosk.core.tasks import Supervisor
from kiosk.outbox import FiledCase, Outbox, Pending, QueueCounts
from kiosk.sync import Identity, PlatformClient, Synchroniser, Watcher
from kiosk.sync.enrolment import enrol
from kiosk.sync.exchange import Exchange
from kiosk.wire import Envelope, Lease
from tests.helpers.enrolled import Signed, code_for, confirmed
from tests.helpers.in_process_platform import DIVISION_CODE, STAFF_TOKEN
from tests.helpers.platform_cases import case_envelope

CLOCK = SystemClock()
TERMINAL_ID, PREFIX = "hsl-3", "HSL3"


@dataclass(frozen=True, slots=True)
class DrainRate:
    """Both rates of one run."""

    messages_per_s: float
    bare_posts_per_s: float

    @property
    def ratio(self) -> float:
        """Of the queue's rate to that of bare requests."""
        return self.messages_per_s / self.bare_posts_per_s


async def drain_rate(directory: Path, case_count: int) -> DrainRate:
    """Queue cases, let them go, and send as many bare requests; the directory must be empty."""
    async with _platform(directory / "drained") as drained, _platform(directory / "bare") as bare:
        outbox = await Outbox(directory / "queue" / "outbox.db").open()
        async with PlatformClient(drained.base_url, drained.identity, CLOCK) as client:
            for lease in await _leased(client, case_count):
                await outbox.add_lease(lease)
            bodies = await _queued(outbox, case_count)
            messages_per_s = case_count / await _drained(outbox, client)
        await outbox.close()
        async with PlatformClient(bare.base_url, bare.identity, CLOCK) as client:
            await _leased(client, case_count)  # the same numbers are this platform's terminal's, too
        bare_posts_per_s = case_count / await _posted(bare, bodies)
    return DrainRate(messages_per_s, bare_posts_per_s)


@dataclass(frozen=True, slots=True)
class _Platform:
    base_url: str
    identity: Identity


async def _leased(client: PlatformClient, case_count: int) -> list[Lease]:
    """Numbers for so many cases."""
    leases: list[Lease] = []
    while not leases or leases[-1].last < case_count:
        lease = await client.lease(leases[-1].last if leases else 0)
        assert isinstance(lease, Lease), lease
        leases.append(lease)
    return leases


async def _queued(outbox: Outbox, case_count: int) -> list[Pending]:
    """File cases; what is then in the queue."""
    for _ in range(case_count):
        case_id = new_case_id(CLOCK.now())
        filed = await outbox.file_case(case_id, CLOCK.now(), partial(_envelope, case_id))
        assert isinstance(filed, FiledCase), filed
    return list(await outbox.due((), case_count))


def _envelope(case_id: str, number: str) -> Envelope:
    return case_envelope(case_id, number=number)


async def _drained(outbox: Outbox, client: PlatformClient) -> float:
    """Seconds from the loop's start until nothing waits."""
    empty = asyncio.Event()
    left = (await _counts(outbox)).waiting_count

    def told(delivery: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            empty.set()

    outbox.subscribe(told)
    async with Supervisor() as supervisor:
        started_s = time.perf_counter()
        synchroniser = Synchroniser(outbox, client, CLOCK, Watcher(), random.Random(1))
        supervisor.start("sync", synchroniser.run())
        await empty.wait()
        seconds = time.perf_counter() - started_s
    counts = await _counts(outbox)
    assert (counts.waiting_count, counts.refused_count) == (0, 0), counts
    return seconds


async def _counts(outbox: Outbox) -> QueueCounts:
    counts = await outbox.counts()
    assert isinstance(counts, QueueCounts), counts
    return counts


async def _posted(platform: _Platform, bodies: list[Pending]) -> float:
    """Seconds for the same bodies, one after the other."""
    auth = Signed(platform.identity.signer, CLOCK)
    async with httpx.AsyncClient(base_url=platform.base_url, auth=auth, trust_env=False) as http:
        started_s = time.perf_counter()
        for body in bodies:
            headers = {"Content-Type": "application/json", "Idempotency-Key": body.message_id}
            answer = await http.post("/v1/envelopes", content=body.content, headers=headers)
            assert answer.status_code == 201, answer.text
        return time.perf_counter() - started_s


@asynccontextmanager
async def _platform(directory: Path) -> AsyncIterator[_Platform]:
    """A platform process, and a terminal that it knows."""
    directory.mkdir(parents=True)  # noqa: ASYNC240 - before anything runs
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "kiosk.platform", "--port", "0", "--database", str(directory / "platform.db"),
        "--division-code", DIVISION_CODE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "KIOSK_STAFF_TOKEN": STAFF_TOKEN},
    )  # fmt: skip
    assert process.stdout is not None
    try:
        base_url = json.loads(await process.stdout.readline())["listening"]
        yield _Platform(base_url, await _enrolled(base_url, directory / "identity"))
    finally:
        process.terminate()
        await process.wait()


async def _enrolled(base_url: str, folder: Path) -> Identity:
    headers = {"Authorization": f"Bearer {STAFF_TOKEN}"}
    exchange = Exchange(base_url, CLOCK)
    async with httpx.AsyncClient(base_url=base_url, headers=headers, trust_env=False) as staff:
        code = await code_for(staff, TERMINAL_ID, DIVISION_CODE, PREFIX)
        identity = await enrol(exchange, folder, TERMINAL_ID, PREFIX, code)
        assert isinstance(identity, Identity), identity
        (await confirmed(staff, TERMINAL_ID, identity.signer)).raise_for_status()
    await exchange.close()
    identity.confirm()
    return identity
