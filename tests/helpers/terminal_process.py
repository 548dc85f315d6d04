"""A terminal without a screen, as a process of its own: the real queue, client and loop, told what to do line by line.

    stdin   open FOLDER | case | rating CASE | page CASE BYTES | supply CASE CORRECTION MATERIAL BYTES |
            find MESSAGE | count | line | close
    stdout  one JSON line (`Said`) for each order, and one for each message that the platform acknowledged

What was saved is said only after the queue has committed it. The end of stdin ends the process. `--plant` puts a fault
in, so that a campaign can show that it would notice one; nothing of the product knows of these.
"""

import argparse
import asyncio
import hashlib
import os
import random
import sys
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import date, datetime
from functools import partial
from pathlib import Path

import apsw
import msgspec

import kiosk.sync.client
from kiosk.core.clock import Clock, SystemClock
from kiosk.core.ids import new_id
from kiosk.core.tasks import Supervisor
from kiosk.outbox import (
    BrokenStoreError,
    Delivery,
    DeliveryState,
    NewMessage,
    NotSaved,
    Outbox,
    Pending,
    QueueCounts,
    Saved,
    Unreadable,
)
from kiosk.sync import Acknowledged, Pace, PlatformClient, SendResult, Synchroniser, Watcher
from kiosk.sync import identity as identities
from kiosk.sync.judge import Answer, judge
from kiosk.wire import (
    CASE_SCHEMA,
    CORRECTION_SCHEMA,
    RATING_SCHEMA,
    Applicant,
    CaseBody,
    CorrectionBody,
    Envelope,
    Identity,
    Lease,
    RatingBody,
    SuppliedMaterial,
    Understood,
    Wire,
)
from tests.helpers.plain import plain

BRISK = Pace(probe_s=1.0, probe_offline_s=0.1, probe_offline_cap_s=0.3, breaker_cap_s=0.5)
"""The product's rules at the pace of a campaign, which has seconds where a corridor has hours."""
PREFIX = "HSL3"
MOST_CASES = 100_000
FEW_NUMBERS = 250
DIVISION_CODE = "130102001001"
TERMINAL_ID = "hsl-3"
PLANTS = ("announce-before-commit", "synchronous-normal", "any-200", "wall-clock")


class Said(msgspec.Struct, omit_defaults=True):
    """One line of the process. `what`: saved, not_saved, opened, not_opened, found, counted, line, closed,
    acknowledged, refused."""

    what: str
    kind: str = ""
    message_id: str = ""
    case_id: str = ""
    number: str = ""
    digest: str = ""
    """Of a page: its address at the platform."""
    reason: str = ""
    waiting_count: int = 0
    refused_count: int = 0


def say(said: Said) -> None:
    """One line, in one write: it is seen whole or not at all."""
    os.write(sys.stdout.fileno(), msgspec.json.encode(said) + b"\n")


def case_body(case_id: str, number: str, at: datetime) -> CaseBody:
    """An old-age allowance of somebody who does not exist."""
    return CaseBody(
        case_id=case_id,
        number=number,
        item_id="old-age-allowance",
        item_version="1.0",
        terminal_id=TERMINAL_ID,
        filed_at=at,
        identity=Identity(level="card_read"),
        applicant=Applicant(name="张桂兰", id_number="130102194503120025", birth_date=date(1945, 3, 12), sex_code="2"),
        answers={"residence_address": "槐树里3号楼2单元201", "payout_way": "bank_card"},
        understood=Understood(notice_version="2026-04-01", at=at),
        consents=[],
        signature=None,
        mode="standard",
    )


def queue_in(folder: Path) -> Outbox:
    """The terminal's queue in a folder, not yet opened."""
    return Outbox(folder / "outbox.db")


class WallClock(SystemClock):
    """Planted: measures and schedules by the wall clock."""

    def monotonic_s(self) -> float:
        return time.time()


class Terminal:
    """One queue, open or not, and the loop that empties it."""

    def __init__(
        self, client: PlatformClient | None, identity: identities.Identity | None, pace: Pace | None, plant: str
    ) -> None:
        self._client = client
        self._identity = identity
        self._pace = pace
        self._plant = plant
        self._clock: Clock = WallClock() if plant == "wall-clock" else SystemClock()
        self._outbox: Outbox
        self._wake: Callable[[], None] = lambda: None
        self._loop: Synchroniser | None = None
        self._watcher = Watcher()

    async def open(self, folder: Path, supervisor: Supervisor) -> None:
        """Open the queue in a folder, and begin to send if there is somebody to send to."""
        connections: list[apsw.Connection] = []
        apsw.connection_hooks.append(connections.append)
        try:
            self._outbox = await queue_in(folder).open()
            await self._lease()
        except BrokenStoreError as error:
            say(Said("not_opened", reason=str(error)))
            return
        finally:
            apsw.connection_hooks.remove(connections.append)
        if self._plant == "synchronous-normal":
            connections[-1].execute("pragma synchronous = normal").fetchall()
        self._outbox.subscribe(self._changed)
        if self._client is not None:
            randomness = random.Random()
            loop = Synchroniser(self._outbox, self._client, self._clock, self._watcher, randomness, self._pace)
            self._wake, self._loop = loop.wake, loop
            supervisor.start("sync", loop.run())
        say(Said("opened"))

    async def _lease(self) -> None:
        """A new queue is given its numbers."""
        if await self._outbox.numbers_left() != 0:
            return
        unleased = Lease(prefix=PREFIX, first=1, last=MOST_CASES)
        done = await self._outbox.add_lease(self._identity.enrolled.lease if self._identity else unleased)
        if isinstance(done, NotSaved):
            await self._outbox.close()
            raise BrokenStoreError(f"no numbers: {done.reason}")

    async def close(self) -> None:
        await self._outbox.close()
        say(Said("closed"))

    async def case(self) -> None:
        """A resident hands in a case."""
        case_id = new_id(self._clock.now())
        filed = await self._outbox.file_case(case_id, self._clock.now(), partial(self._built, case_id))
        if isinstance(filed, NotSaved):
            say(Said("not_saved", "case", case_id, case_id, reason=filed.reason))
        elif self._plant != "announce-before-commit":
            say(Said("saved", "case", case_id, case_id, filed.number))
        await self._next_block()

    async def _next_block(self) -> None:
        """Ask for more numbers in time, as the heartbeat does."""
        left, last = await self._outbox.numbers_left(), await self._outbox.last_serial()
        if self._client is None or isinstance(left, Unreadable) or isinstance(last, Unreadable) or left > FEW_NUMBERS:
            return
        block = await self._client.lease(last)
        if isinstance(block, Lease):
            await self._outbox.add_lease(block)

    async def rating(self, case_id: str) -> None:
        """Somebody rates the service; no two ratings are alike."""
        message_id = new_id(self._clock.now())
        body = RatingBody(case_id=case_id, level=4, reasons=[message_id], rated_at=self._clock.now())
        envelope = self._sealed(case_id, "rating", RATING_SCHEMA, body)
        saved = await self._outbox.append(message_id, "rating", case_id, envelope, self._clock.now())
        _say_saved(saved, "rating", message_id, case_id)

    async def page(self, case_id: str, size_bytes: int) -> None:
        """One scanned page by itself."""
        message_id, (content, digest) = new_id(self._clock.now()), self._sealed_page(size_bytes)
        saved = await self._outbox.append(message_id, "blob", case_id, content, self._clock.now())
        _say_saved(saved, "blob", message_id, case_id, digest)

    async def supply(self, case_id: str, correction_id: str, material_id: str, size_bytes: int) -> None:
        """What staff asked for: one page and the correction that names it, in one commit."""
        now, (content, digest) = self._clock.now(), self._sealed_page(size_bytes)
        page_id, message_id = new_id(now), new_id(now)
        body = CorrectionBody(
            case_id=case_id,
            correction_id=correction_id,
            supplied_at=now,
            identity=Identity(level="card_read"),
            materials=[SuppliedMaterial(material_id=material_id, blobs=[digest])],
        )
        envelope = self._sealed(case_id, "correction", CORRECTION_SCHEMA, body)
        rows = (
            NewMessage(page_id, "blob", case_id, content, ()),
            NewMessage(message_id, "correction", case_id, envelope, (page_id,)),
        )
        failed = await self._outbox.append_all(rows, now)
        if failed is None:
            say(Said("saved", "blob", page_id, case_id, digest=digest))
        _say_saved(failed or Saved(message_id), "correction", message_id, case_id)

    async def find(self, message_id: str) -> None:
        """What the queue knows of one message; `reason` is its state, or nothing where it knows nothing."""
        known = await self._outbox.delivery(message_id)
        if isinstance(known, Delivery):
            say(Said("found", known.kind, message_id, known.case_id, known.number or "", reason=known.state.value))
        else:
            say(Said("found", message_id=message_id))

    async def count(self) -> None:
        """The queue at a glance."""
        counts = await self._outbox.counts()
        match counts:
            case QueueCounts():
                say(Said("counted", waiting_count=counts.waiting_count, refused_count=counts.refused_count))
            case Unreadable():
                say(Said("counted", waiting_count=-1, reason=counts.reason))

    def line(self) -> None:
        """What the loop knows of its platform and does at this moment: `reason` is `busy`, `offline` or `online`."""
        online = self._watcher.now.online
        is_busy = self._loop is None or self._loop.is_busy or online is None
        say(Said("line", reason="busy" if is_busy else "online" if online else "offline"))

    def _sealed(self, case_id: str, kind: str, schema: str, body: Wire) -> Envelope:
        """A message as the product seals it."""
        if self._identity is None:
            return plain(case_id, kind, DIVISION_CODE, schema, body)
        return self._identity.sealing_key(self._clock.now()).seal(case_id, kind, DIVISION_CODE, schema, body)

    def _sealed_page(self, size_bytes: int) -> tuple[bytes, str]:
        """A picture that compresses as badly as a scan, sealed, and its address at the platform."""
        content = os.urandom(size_bytes)
        if self._identity is not None:
            content = self._identity.sealing_key(self._clock.now()).seal_page(content)
        return content, hashlib.sha256(content).hexdigest()

    def _built(self, case_id: str, number: str) -> Envelope:
        envelope = self._sealed(case_id, "case", CASE_SCHEMA, case_body(case_id, number, self._clock.now()))
        if self._plant == "announce-before-commit":
            say(Said("saved", "case", case_id, case_id, number))
            time.sleep(0.02)  # a disk that takes its time shows the mistake sooner
        return envelope

    def _changed(self, delivery: Delivery) -> None:
        match delivery.state:
            case DeliveryState.WAITING:
                self._wake()
            case DeliveryState.ACKNOWLEDGED | DeliveryState.REFUSED:
                what = delivery.state.value
                say(Said(what, delivery.kind, delivery.message_id, delivery.case_id, reason=delivery.cause))


def _say_saved(result: Saved | NotSaved, kind: str, message_id: str, case_id: str, digest: str = "") -> None:
    match result:
        case Saved():
            say(Said("saved", kind, message_id, case_id, digest=digest))
        case NotSaved(reason=reason):
            say(Said("not_saved", kind, message_id, case_id, reason=reason))


def _any_200(message: Pending, answer: Answer, now: datetime) -> SendResult:
    """Planted: takes any 200 for an acknowledgement."""
    return Acknowledged(None) if answer.status == 200 else judge(message, answer, now)


async def obey(options: argparse.Namespace) -> None:
    """Carry out one order after another until stdin ends."""
    orders = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    pace = None if options.unhurried else BRISK
    identity = identities.load_identity(options.identity) if options.identity else None
    async with AsyncExitStack() as stack:
        supervisor = await stack.enter_async_context(Supervisor(_stop))
        client = None
        if options.url and identity is not None:
            client = PlatformClient(options.url, identity, SystemClock(), options.timeout_s)
            await stack.enter_async_context(client)
        terminal = Terminal(client, identity, pace, options.plant)
        async for line in orders:
            match line.decode().split():
                case ["open", folder]:
                    await terminal.open(Path(folder), supervisor)
                case ["close"]:
                    await supervisor.close()
                    await terminal.close()
                case ["case"]:
                    await terminal.case()
                case ["rating", case_id]:
                    await terminal.rating(case_id)
                case ["page", case_id, size]:
                    await terminal.page(case_id, int(size))
                case ["supply", case_id, correction_id, material_id, size]:
                    await terminal.supply(case_id, correction_id, material_id, int(size))
                case ["find", message_id]:
                    await terminal.find(message_id)
                case ["count"]:
                    await terminal.count()
                case ["line"]:
                    terminal.line()
                case other:
                    raise ValueError(f"not an order: {other}")


def _stop(name: str, error: BaseException) -> None:
    """A task of the product that crashed ends the process, so that nobody takes it for a slow one."""
    sys.stderr.write(f"task {name} crashed: {error!r}\n")
    os._exit(70)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", default="", help="the platform; none: nothing is sent")
    parser.add_argument("--identity", type=Path, help="the folder of an enrolment; none: nothing is sealed")
    parser.add_argument("--timeout-s", type=float, default=1.0)
    parser.add_argument("--unhurried", action="store_true", help="the product's own pace")
    parser.add_argument("--plant", choices=("", *PLANTS), default="")
    options = parser.parse_args()
    if options.plant == "any-200":
        setattr(kiosk.sync.client, "judge", _any_200)  # noqa: B010 - a fault is put in, so no type may follow it
    asyncio.run(obey(options))


if __name__ == "__main__":
    main()
