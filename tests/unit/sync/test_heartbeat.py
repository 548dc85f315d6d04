"""The heartbeat: a number of its own, an honest report, and what the answer asks for."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as replace_struct

from kiosk.core.tasks import Supervisor
from kiosk.outbox import NotSaved, Saved
from kiosk.sync import Standing
from kiosk.sync.answers import Unavailable
from kiosk.sync.heartbeat import FIRST_WITHIN_S, PERIOD_S, Condition, Heartbeats, Todo, after_beat
from kiosk.sync.identity import Identity, candidate_signer, keep_enrolment, load_identity
from kiosk.wire import (
    Command,
    CommandsBeat,
    Heartbeat,
    HeartbeatAnswer,
    KeyChange,
    Lease,
    PlatformKeys,
    QueueReport,
    Signer,
    Watermark,
    to_text,
)
from tests.helpers.fake_clock import FakeClock
from tests.helpers.messages import NOW
from tests.helpers.signed_words import UNSIGNED, PlatformHand

pytestmark = pytest.mark.anyio

REPORT = QueueReport(
    waiting_count=2,
    refused_count=0,
    oldest_waiting_s=3.5,
    acknowledged_count=40,
    last_acknowledged_at=NOW,
    dead_letters=[],
)
FINE = Condition(REPORT, audit_count=7, audit_head=None, free_bytes=10**9, numbers_left_count=480, last_serial=500)


def answer(message_count: int = 40, keys_version: int = 1) -> HeartbeatAnswer:
    return HeartbeatAnswer(
        received_at=NOW,
        watermark=Watermark(message_count=message_count, last_message_id=None),
        keys_version=keys_version,
    )


def test_a_platform_that_holds_everything_asks_for_nothing() -> None:
    assert after_beat(FINE, answer(), 1) == Todo(0, fetch_keys=False, lease_after=None)
    assert after_beat(FINE, answer(message_count=41), 1).lost_count == 0  # one is still being acknowledged


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_what_was_acknowledged_and_is_not_there_is_lost(acknowledged_count: int, held_count: int) -> None:
    said = replace(FINE, queue=with_acknowledged(acknowledged_count))
    assert after_beat(said, answer(held_count), 1).lost_count == max(0, acknowledged_count - held_count)


def with_acknowledged(count: int) -> QueueReport:
    return QueueReport(
        waiting_count=0,
        refused_count=0,
        oldest_waiting_s=None,
        acknowledged_count=count,
        last_acknowledged_at=None,
        dead_letters=[],
    )


@pytest.mark.parametrize(("left_count", "after"), [(251, None), (250, 500), (0, 500)])
def test_half_a_block_of_numbers_is_when_another_is_asked_for(left_count: int, after: int | None) -> None:
    assert after_beat(replace(FINE, numbers_left_count=left_count), answer(), 1).lease_after == after


# ── the loop ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Played:
    """A platform that answers what the test wants, and everything round one heart."""

    identity: Identity
    hand: PlatformHand
    clock: FakeClock = field(default_factory=lambda: FakeClock(NOW))
    said: Condition | None = FINE
    answer: HeartbeatAnswer | Unavailable = field(default_factory=answer)
    keys_now: PlatformKeys | Unavailable = field(default_factory=lambda: Unavailable("unreachable"))
    beats: list[Heartbeat] = field(default_factory=list)
    moments_s: list[float] = field(default_factory=list)
    handed_in: list[str] = field(default_factory=list)
    asked_after: list[int] = field(default_factory=list)
    leases: list[Lease] = field(default_factory=list)
    answered_count: int = 0
    audit_hashes: dict[int, str] = field(default_factory=dict)

    async def beat(self, heartbeat: Heartbeat) -> HeartbeatAnswer | Unavailable:
        self.beats.append(heartbeat)
        self.moments_s.append(self.clock.monotonic_s())
        return self.answer

    async def keys(self) -> PlatformKeys | Unavailable:
        return self.keys_now

    async def lease(self, after: int) -> Lease | Unavailable:
        self.asked_after.append(after)
        return Lease(prefix="HSL3", first=after + 1, last=after + 500)

    async def change_key(self, change: KeyChange, signer: Signer | None = None) -> Unavailable | None:
        self.handed_in.append(change.public_key)
        return None

    async def add_lease(self, lease: Lease) -> Saved | NotSaved:
        self.leases.append(lease)
        return Saved("")

    async def condition(self) -> Condition | None:
        return self.said

    async def audit_hash_at(self, entry_count: int) -> str | None:
        return self.audit_hashes.get(entry_count)

    def answered(self, answer: HeartbeatAnswer) -> None:
        self.answered_count += 1

    def heart(self) -> Heartbeats:
        return Heartbeats(
            self.identity, self, self, self.condition, self.answered, self.clock, random.Random(1), "0.1.0"
        )


def losses(caplog: pytest.LogCaptureFixture) -> list[dict[str, int]]:
    """What was told of messages that the platform lost."""
    told = [record for record in caplog.records if record.msg == "platform_lost_messages"]
    return [vars(record)["fields"] for record in told]


@pytest.fixture
def played(tmp_path: Path) -> Played:
    hand = PlatformHand()
    folder = tmp_path / "identity"
    return Played(keep_enrolment(folder, candidate_signer(folder), hand.enrolled()), hand)


async def test_a_beat_says_how_the_machine_is_and_its_number_is_on_disk_before(played: Played, tmp_path: Path) -> None:
    await played.heart().beat()
    (said,) = played.beats
    assert (said.beat, said.at, said.program_version) == (1, NOW, "0.1.0")
    assert (said.queue, said.audit_count, said.free_bytes) == (REPORT, 7, 10**9)
    found = load_identity(tmp_path / "identity")
    assert found is not None
    assert found.next_beat(NOW) == 2


async def test_a_beat_that_is_not_heard_uses_up_its_number(played: Played) -> None:
    heart = played.heart()
    played.answer = Unavailable("unreachable")
    await heart.beat()
    await heart.beat()
    assert [said.beat for said in played.beats] == [1, 2]
    assert played.answered_count == 0


async def test_the_first_answer_shows_that_it_is_confirmed(played: Played) -> None:
    told: list[Standing] = []
    played.identity.subscribe(told.append)
    assert played.identity.standing is Standing.AWAITING
    await played.heart().beat()
    assert told == [Standing.IN_SERVICE]
    assert played.answered_count == 1


async def test_a_loss_at_the_platform_is_told_with_its_counts(played: Played, caplog: pytest.LogCaptureFixture) -> None:
    await played.heart().beat()
    assert losses(caplog) == []
    played.answer = answer(message_count=37)
    await played.heart().beat()
    assert losses(caplog) == [{"count": 3, "acknowledged_count": 40}]


async def test_newer_keys_are_fetched_and_used(played: Played) -> None:
    played.answer, played.keys_now = answer(keys_version=2), played.hand.keys(version=2)
    await played.heart().beat()
    assert played.identity.keys_version == 2


@pytest.mark.parametrize("keys", [Unavailable("timeout"), PlatformHand().keys(version=2)])
async def test_keys_that_are_not_the_platforms_are_not_used(played: Played, keys: PlatformKeys | Unavailable) -> None:
    played.answer, played.keys_now = answer(keys_version=2), keys
    await played.heart().beat()
    assert played.identity.keys_version == 1


async def test_another_block_of_numbers_is_fetched(played: Played) -> None:
    played.said = replace(FINE, numbers_left_count=250)
    await played.heart().beat()
    assert played.asked_after == [500]
    assert played.leases == [Lease(prefix="HSL3", first=501, last=1000)]


async def test_a_queue_in_the_place_of_a_lost_one_is_given_numbers_that_nobody_has(
    played: Played, tmp_path: Path
) -> None:
    """Seen: the enrolled block went to the new queue as well, and its first numbers stood on two slips."""
    played.identity.take_block(Lease(prefix="HSL3", first=501, last=1000))
    played.said = replace(FINE, numbers_left_count=0, last_serial=0)
    await played.heart().beat()
    assert played.asked_after == [1000]
    assert played.leases == [Lease(prefix="HSL3", first=1001, last=1500)]
    found = load_identity(tmp_path / "identity")
    assert found is not None
    assert found.last_serial == 1500


async def test_numbers_that_cannot_be_noted_are_not_used(played: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(block: Lease) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(played.identity, "take_block", full)
    played.said = replace(FINE, numbers_left_count=250)
    await played.heart().beat()
    assert played.leases == []


async def test_a_change_of_keys_that_was_cut_short_is_gone_on_with(played: Played) -> None:
    await played.heart().beat()
    assert played.handed_in == []
    following = to_text(played.identity.next_signer().public_key)
    await played.heart().beat()
    await played.heart().beat()
    assert played.handed_in == [following]
    assert to_text(played.identity.signer.public_key) == following


async def test_without_a_readable_queue_nothing_is_said(played: Played) -> None:
    played.said = None
    await played.heart().beat()
    assert played.beats == []


async def test_without_a_number_on_disk_nothing_is_said(played: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(now: datetime) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(played.identity, "next_beat", full)
    await played.heart().beat()
    assert played.beats == []


async def test_it_beats_once_a_minute_or_so(played: Played) -> None:
    started_s = played.clock.monotonic_s()
    async with Supervisor() as supervisor:
        supervisor.start("heartbeat", played.heart().run())
        for _ in range(700):
            async with asyncio.timeout(10):
                while played.clock.sleeper_count == 0:  # noqa: ASYNC110 - no event tells that the heart rests
                    await asyncio.sleep(0)
            await played.clock.advance(1.0)
    gaps = [round(after_s - before_s) for before_s, after_s in pairwise(played.moments_s)]
    assert played.moments_s[0] - started_s <= FIRST_WITHIN_S + 1
    assert 9 <= len(gaps) <= 13
    assert all(PERIOD_S * 0.9 - 1 <= gap <= PERIOD_S * 1.1 + 1 for gap in gaps)
    assert len(set(gaps)) > 1


async def test_keys_that_are_over_are_used_and_told(played: Played, caplog: pytest.LogCaptureFixture) -> None:
    played.clock.set_wall_clock(NOW + timedelta(days=3650))
    await played.heart().beat()
    assert [each for each in caplog.records if each.getMessage() == "sealing_keys_over"]


@pytest.mark.parametrize("damage", [b"", bytes(4), b"\xff7", b"-3", b"12 ", b"9" * 40, "١٢".encode()])
async def test_after_a_damaged_number_it_beats_on_with_one_that_was_never_used(
    damage: bytes, played: Played, tmp_path: Path
) -> None:
    heart, kept = played.heart(), tmp_path / "identity" / "beat"
    for _ in range(3):
        await heart.beat()
        kept.write_bytes(damage)
        await played.clock.advance(PERIOD_S)
        await heart.beat()
    numbers = [said.beat for said in played.beats]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] < 2**31


async def test_a_damaged_number_on_a_machine_whose_clock_is_lost_is_told_and_not_guessed(
    played: Played, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "identity" / "beat").write_bytes(b"")
    played.clock.set_wall_clock(datetime(1970, 1, 1, tzinfo=UTC))
    await played.heart().beat()
    assert played.beats == []
    assert "beat_unreadable" in caplog.text
    played.clock.set_wall_clock(NOW)
    await played.heart().beat()
    assert len(played.beats) == 1


async def test_a_beat_carries_what_came_of_commands_and_its_answer_brings_more(played: Played) -> None:
    command = Command(command_id="1" * 32, act="lock", given_at=NOW, signature=UNSIGNED)
    taken: list[Command] = []

    class Desk:
        def report(self) -> CommandsBeat:
            return CommandsBeat(is_locked=bool(taken))

        def take(self, commands: Sequence[Command]) -> None:
            taken.extend(commands)

    played.answer = replace_struct(answer(), commands=[command])
    heart = Heartbeats(
        played.identity, played, played, played.condition, played.answered, played.clock, random.Random(1), "0.1.0",
        Desk(),
    )  # fmt: skip
    await heart.beat()
    await heart.beat()
    assert taken[0] == command
    assert [beat.commands for beat in played.beats] == [CommandsBeat(), CommandsBeat(is_locked=True)]
