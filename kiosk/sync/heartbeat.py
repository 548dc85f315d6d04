"""The heartbeat: once a minute this machine says how it is, and learns what the platform holds of it.

    beat ─► number on disk ─► report ─► HeartbeatAnswer ─► fewer there than were acknowledged: the platform lost some
                                                        ─► newer sealing keys: fetched, checked, kept
                                                        ─► half of the numbers used: another block
                                                        ─► how much of the audit it is sure of: the next beat proves it
                                                        ─► commands: carried out beside the heart (`commands`)

What an answer asks for is decided in `after_beat`, without waiting; `Heartbeats` is the waiting.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from msgspec.structs import replace

from kiosk.core.clock import Clock
from kiosk.outbox import NotSaved, Saved, Unreadable
from kiosk.sync.answers import Unavailable
from kiosk.sync.enrolment import change_key
from kiosk.sync.identity import ForeignKeysError, Identity
from kiosk.sync.judge import NOT_KNOWN
from kiosk.telemetry import emit
from kiosk.wire import (
    LEASE_SIZE,
    AuditMark,
    Command,
    CommandsBeat,
    DeviceBeat,
    Heartbeat,
    HeartbeatAnswer,
    KeyChange,
    Lease,
    PaperBeat,
    PlatformKeys,
    QueueReport,
    Signer,
)

PERIOD_S = 60.0
JITTER = 0.1
FIRST_WITHIN_S = 5.0
"""After a village's power cut all machines start at once; they need not speak at once."""
NOT_KNOWN_TOLD_AFTER = timedelta(days=1)
"""What the platform mends by itself, a restore or a move, does not last as long."""
RENEW_BELOW_COUNT = LEASE_SIZE // 2
MOST_SKIPPED_COUNT = 20 * LEASE_SIZE
"""Serials between two blocks that went to other machines of this name; a platform learns no wider gap (0015)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """How this machine is, as far as a heartbeat says it."""

    queue: QueueReport
    audit_count: int
    audit_head: str | None
    free_bytes: int
    numbers_left_count: int
    last_serial: int
    devices: tuple[DeviceBeat, ...] = ()
    paper: PaperBeat | None = None
    locked: tuple[str, ...] = ()
    """Ways in that are dead."""


@dataclass(frozen=True, slots=True)
class Todo:
    """What follows from one answer."""

    lost_count: int
    """Messages the platform had acknowledged and holds no more."""
    fetch_keys: bool
    lease_after: int | None
    """Ask for the block after this serial."""


class Fleet(Protocol):
    """What the loop needs of `PlatformClient`."""

    async def beat(self, heartbeat: Heartbeat) -> HeartbeatAnswer | Unavailable: ...

    async def keys(self) -> PlatformKeys | Unavailable: ...

    async def lease(self, after: int) -> Lease | Unavailable: ...

    async def change_key(self, change: KeyChange, signer: Signer | None = None) -> Unavailable | None: ...


class Commands(Protocol):
    """Whoever does what the platform says."""

    def report(self) -> CommandsBeat: ...

    def take(self, commands: Sequence[Command]) -> None:
        """Waits for nothing."""
        ...


class Kept(Protocol):
    """What the loop needs of `Outbox`: where a leased block of numbers goes, and the audit."""

    async def add_lease(self, lease: Lease) -> Saved | NotSaved: ...

    async def audit_hash_at(self, entry_count: int) -> str | Unreadable | None: ...


def after_beat(said: Condition, answer: HeartbeatAnswer, keys_version: int) -> Todo:
    """What the platform's answer to this condition asks for."""
    lost_count = max(0, said.queue.acknowledged_count - answer.watermark.message_count)
    wants_numbers = said.numbers_left_count <= RENEW_BELOW_COUNT
    return Todo(lost_count, answer.keys_version > keys_version, said.last_serial if wants_numbers else None)


def is_next_block(lease: Lease, prefix: str, after: int) -> bool:
    """Whether these can be the numbers that were asked for. No signature says so: an answer that is none of the
    platform's must not bring in another machine's numbers, nor skip so many that none is ever given again."""
    is_block = after < lease.first <= lease.last < lease.first + LEASE_SIZE
    return is_block and lease.prefix == prefix and lease.first - after <= MOST_SKIPPED_COUNT


class Heartbeats:
    """One terminal's heart, for as long as `run` is not cancelled. Everything waits on `clock`."""

    def __init__(
        self,
        identity: Identity,
        platform: Fleet,
        kept: Kept,
        condition: Callable[[], Awaitable[Condition | None]],
        answered: Callable[[HeartbeatAnswer], None],
        clock: Clock,
        randomness: random.Random,
        program_version: str,
        commands: Commands | None = None,
    ) -> None:
        self._commands = commands
        self._identity = identity
        self._platform = platform
        self._kept = kept
        self._condition = condition
        self._answered = answered
        self._clock = clock
        self._randomness = randomness
        self._program_version = program_version
        self._audit_asked_count = 0
        """How much of the audit the platform is sure of, as its last answer said."""

    async def run(self) -> None:
        """Beat for ever."""
        await self._clock.sleep(self._randomness.uniform(0.0, FIRST_WITHIN_S))
        while True:
            await self.beat()
            await self._clock.sleep(PERIOD_S * self._randomness.uniform(1 - JITTER, 1 + JITTER))

    async def beat(self) -> None:
        """Say once how this machine is, and do what the answer asks for."""
        now = self._clock.now()
        if self._identity.keys_are_over(now):
            emit("sealing_keys_over")
        said = await self._condition()
        if said is None:
            return
        try:
            number = await asyncio.to_thread(self._identity.next_beat, now)
        except OSError:
            emit("identity_not_kept")
            return
        if number is None:
            return
        mark = await self._mark()
        beat = _heartbeat(said, number, now, self._program_version, mark)
        if self._commands is not None:
            beat = replace(beat, commands=self._commands.report())
        answer = await self._platform.beat(beat)
        if isinstance(answer, Unavailable):
            emit("heartbeat_not_heard", cause=answer.cause)
            if answer.cause == NOT_KNOWN:
                await self._not_known(now)
            return
        self._audit_asked_count = answer.audit_known_count
        self._answered(answer)
        todo = after_beat(said, answer, self._identity.keys_version)
        await self._follow(todo, said.queue.acknowledged_count)
        if self._commands is not None:
            self._commands.take(answer.commands)

    async def _mark(self) -> AuditMark | None:
        """What shows that nothing was changed in the audit since the platform last looked."""
        if not self._audit_asked_count:
            return None
        found = await self._kept.audit_hash_at(self._audit_asked_count)
        return AuditMark(entry_count=self._audit_asked_count, hash=found) if isinstance(found, str) else None

    async def _not_known(self, now: datetime) -> None:
        """The platform knows the key in use no more: the next one may be what it knows, else a person is needed."""
        if self._identity.is_changing_key:
            await self._change_key()
            return
        self._change(lambda: self._identity.note_not_known(now))
        since = self._identity.not_known_since
        if since is not None and now - since >= NOT_KNOWN_TOLD_AFTER:
            emit("not_known_to_platform", days=(now - since).days)

    async def _follow(self, todo: Todo, acknowledged_count: int) -> None:
        if todo.lost_count:
            emit("platform_lost_messages", count=todo.lost_count, acknowledged_count=acknowledged_count)
        self._change(self._identity.confirm)
        self._change(self._identity.note_known)
        if self._identity.is_changing_key:
            await self._change_key()
        if todo.fetch_keys:
            await self._renew_keys()
        if todo.lease_after is not None:
            await self._take_numbers(max(todo.lease_after, self._identity.last_serial))

    async def _take_numbers(self, after: int) -> None:
        lease = await self._platform.lease(after)
        if not isinstance(lease, Lease) or not is_next_block(lease, self._identity.enrolled.lease.prefix, after):
            return
        try:
            is_new = self._identity.take_block(lease)
        except OSError:
            emit("identity_not_kept")
            return
        if is_new:
            await self._kept.add_lease(lease)

    async def _change_key(self) -> None:
        try:
            await change_key(self._platform, self._identity)
        except OSError:
            emit("identity_not_kept")

    async def _renew_keys(self) -> None:
        keys = await self._platform.keys()
        if isinstance(keys, Unavailable):
            return
        try:
            self._change(lambda: self._identity.take_keys(keys))
        except ForeignKeysError:
            emit("foreign_keys")

    def _change(self, change: Callable[[], object]) -> None:
        """What is written is small and rare: a new list of keys, a confirmation."""
        try:
            change()
        except OSError:
            emit("identity_not_kept")


def _heartbeat(said: Condition, number: int, at: datetime, program_version: str, mark: AuditMark | None) -> Heartbeat:
    return Heartbeat(
        beat=number,
        at=at,
        program_version=program_version,
        queue=said.queue,
        audit_count=said.audit_count,
        audit_head=said.audit_head,
        free_bytes=said.free_bytes,
        numbers_left_count=said.numbers_left_count,
        devices=list(said.devices),
        paper=said.paper,
        audit_before=mark,
        locked=list(said.locked),
    )
