"""Heartbeats: the watermark counts rows, a repeated beat is a copy, a loss is told to staff."""

import json
from typing import Any

import httpx
import msgspec
import pytest

from kiosk.core.ids import new_id
from kiosk.wire import AuditMark, DeadLetterReport, Heartbeat, HeartbeatAnswer, QueueReport, decode, encode
from tests.helpers.enrolled import JSON, EnrolledTerminal
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform
from tests.helpers.platform_cases import FILED_AT, case_envelope, rating_envelope
from tests.unit.platform.conftest import Terminal, slug

pytestmark = pytest.mark.anyio
DEAD = DeadLetterReport(message_id="a" * 32, case_id="b" * 32, kind="case", cause="status_422", is_held=False)


@pytest.fixture
async def machine(platform: InProcessPlatform) -> EnrolledTerminal:
    return await platform.enrol()


def heartbeat(
    number: int,
    acknowledged_count: int = 0,
    audit_count: int = 7,
    audit_head: str | None = "c" * 64,
    overdue: tuple[DeadLetterReport, ...] = (),
) -> Heartbeat:
    queue = QueueReport(
        waiting_count=2, refused_count=1, oldest_waiting_s=61.5, acknowledged_count=acknowledged_count,
        last_acknowledged_at=FILED_AT, dead_letters=[DEAD, *overdue], set_aside_count=3, held_count=2,
        overdue_count=len(overdue),
    )  # fmt: skip
    return Heartbeat(
        beat=number, at=FILED_AT, program_version="0.1", queue=queue, audit_count=audit_count, audit_head=audit_head,
        free_bytes=10**9, numbers_left_count=499,
    )  # fmt: skip


async def beat(platform: InProcessPlatform, machine: EnrolledTerminal, said: Heartbeat) -> httpx.Response:
    async with platform.http(machine.signer) as http:
        return await http.post("/v1/heartbeats", content=encode(said), headers=JSON)


async def last_beat(platform: InProcessPlatform) -> Any:
    (view,) = (await platform.staff.http.get("/v1/terminals")).raise_for_status().json()["terminals"]
    return view["last_beat"]


async def test_a_beat_is_answered_with_what_is_held_of_this_terminal(
    platform: InProcessPlatform, machine: EnrolledTerminal, clock: FakeClock
) -> None:
    other, envelope = await platform.enrol("hsl-4", "HSL4"), case_envelope()
    rating_id = new_id(FILED_AT)
    async with platform.http(machine.signer) as http, platform.http(other.signer) as other_http:
        await Terminal(http).post(envelope)
        await Terminal(http).put_page()
        await Terminal(other_http).post(case_envelope())
        await Terminal(http).post(rating_envelope(envelope.case_id), rating_id)
        await Terminal(http).post(envelope)
    told = decode((await beat(platform, machine, heartbeat(1))).content, HeartbeatAnswer)
    assert (told.watermark.message_count, told.watermark.last_message_id) == (2, rating_id)
    assert (told.received_at, told.keys_version) == (clock.now(), 1)


async def test_a_terminal_of_which_nothing_is_held_is_told_so(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    told = decode((await beat(platform, machine, heartbeat(1))).content, HeartbeatAnswer)
    assert (told.watermark.message_count, told.watermark.last_message_id) == (0, None)


async def test_staff_see_the_last_beat_and_no_row_per_beat_is_kept(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    assert await last_beat(platform) is None
    for number in (1, 2, 9):
        assert (await beat(platform, machine, heartbeat(number))).status_code == 200
    seen = await last_beat(platform)
    assert seen["heartbeat"] == {**seen["heartbeat"], "beat": 9, "numbers_left_count": 499}
    assert seen["heartbeat"]["queue"]["dead_letters"][0]["cause"] == "status_422"
    assert seen["heartbeat"]["queue"]["set_aside_count"] == 3
    assert await platform.sql("select count(*) from heartbeats") == [(1,)]


@pytest.mark.parametrize("number", [1, 4, 5])
async def test_a_beat_that_has_been_here_is_a_copied_disk(
    platform: InProcessPlatform, machine: EnrolledTerminal, clock: FakeClock, number: int
) -> None:
    await beat(platform, machine, heartbeat(5))
    for repeated_count in (1, 2):
        await clock.advance(60)
        answer = await beat(platform, machine, heartbeat(number, acknowledged_count=40))
        assert (answer.status_code, slug(answer)) == (409, "beat-seen")
        seen = await last_beat(platform)
        assert (seen["repeated_count"], seen["heartbeat"]["beat"], seen["missing_count"]) == (repeated_count, 5, 0)
        assert seen["repeated_at"] == clock.now().isoformat().replace("+00:00", "Z")
    assert (await beat(platform, machine, heartbeat(6))).status_code == 200
    assert (await last_beat(platform))["repeated_count"] == 2


async def file_cases(platform: InProcessPlatform, machine: EnrolledTerminal, count: int) -> None:
    async with platform.http(machine.signer) as http:
        for _ in range(count):
            assert (await Terminal(http).post(case_envelope())).status_code == 201


async def test_what_was_acknowledged_and_is_not_here_is_told_to_staff_and_when_it_was_so(
    platform: InProcessPlatform, machine: EnrolledTerminal, clock: FakeClock
) -> None:
    await file_cases(platform, machine, 2)
    await beat(platform, machine, heartbeat(1, acknowledged_count=2))
    assert ((await last_beat(platform))["missing_count"], (await last_beat(platform))["missing_at"]) == (0, None)
    await platform.sql("delete from messages where terminal_seq = 1")  # the loss
    answer = decode((await beat(platform, machine, heartbeat(2, acknowledged_count=2))).content, HeartbeatAnswer)
    assert answer.watermark.message_count == 1
    lost_at = clock.now()
    await clock.advance(60)
    assert ((await last_beat(platform))["missing_count"], (await last_beat(platform))["held_count"]) == (1, 1)
    await beat(platform, machine, heartbeat(3, acknowledged_count=1))
    seen = await last_beat(platform)
    assert (seen["missing_count"], seen["held_count"]) == (0, 1)
    assert seen["missing_at"] == lost_at.isoformat().replace("+00:00", "Z")


async def test_a_replaced_machines_messages_hide_no_loss_of_the_new_ones(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    await file_cases(platform, machine, 3)
    anew = await platform.enrol()
    await beat(platform, anew, heartbeat(1))
    await file_cases(platform, anew, 2)
    answer = decode((await beat(platform, anew, heartbeat(2, acknowledged_count=2))).content, HeartbeatAnswer)
    assert answer.watermark.message_count == 2
    await platform.sql("delete from messages where enrolment = 2 and terminal_seq = 1")  # the loss
    await beat(platform, anew, heartbeat(3, acknowledged_count=2))
    seen = await last_beat(platform)
    assert (seen["missing_count"], seen["held_count"]) == (1, 1)


async def test_the_same_disk_enrolled_again_misses_nothing_of_before(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    await file_cases(platform, machine, 3)
    half_known = case_envelope()
    async with platform.http(machine.signer) as http:
        await Terminal(http).post(half_known)  # and its acknowledgement was lost
    again = await platform.enrol()
    await beat(platform, again, heartbeat(1, acknowledged_count=3))
    async with platform.http(again.signer) as http:
        assert (await Terminal(http).post(half_known)).status_code == 200
    await file_cases(platform, again, 1)
    await beat(platform, again, heartbeat(2, acknowledged_count=5))
    seen = await last_beat(platform)
    assert (seen["missing_count"], seen["held_count"], seen["missing_at"]) == (0, 5, None)
    await beat(platform, again, heartbeat(3, acknowledged_count=6))
    assert (await last_beat(platform))["missing_count"] == 1


@pytest.mark.parametrize(
    ("audit_count", "audit_head", "doubt_count"),
    [(7, "c" * 64, 0), (8, "d" * 64, 0), (6, "d" * 64, 1), (6, "c" * 64, 1), (7, "d" * 64, 1), (0, None, 1)],
)
async def test_an_audit_that_was_cut_off_or_ends_otherwise_is_told_to_staff(
    platform: InProcessPlatform,
    machine: EnrolledTerminal,
    clock: FakeClock,
    audit_count: int,
    audit_head: str | None,
    doubt_count: int,
) -> None:
    await beat(platform, machine, heartbeat(1))
    await beat(platform, machine, heartbeat(2, audit_count=audit_count, audit_head=audit_head))
    doubted_at = clock.now().isoformat().replace("+00:00", "Z") if doubt_count else None
    await clock.advance(60)
    await beat(platform, machine, heartbeat(3, audit_count=audit_count + 1))
    seen = await last_beat(platform)
    assert (seen["audit_doubt_count"], seen["audit_doubt_at"]) == (doubt_count, doubted_at)


async def test_the_audit_of_another_machine_in_the_same_place_begins_anew(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    await beat(platform, machine, heartbeat(1))
    await beat(platform, await platform.enrol(), heartbeat(1, audit_count=0, audit_head=None))
    assert (await last_beat(platform))["audit_doubt_count"] == 0


async def test_a_machine_set_up_anew_counts_from_one(platform: InProcessPlatform, machine: EnrolledTerminal) -> None:
    await beat(platform, machine, heartbeat(1000))
    assert (await beat(platform, await platform.enrol(), heartbeat(1))).status_code == 200


@pytest.mark.parametrize("changes", [{"beat": 0}, {"free_bytes": -1}, {"audit_head": "x"}, {"more": 1}, {"queue": {}}])
async def test_a_beat_that_cannot_be_read_is_refused(
    platform: InProcessPlatform, machine: EnrolledTerminal, changes: dict[str, Any]
) -> None:
    said = {**json.loads(encode(heartbeat(1))), **changes}
    async with platform.http(machine.signer) as http:
        assert (await http.post("/v1/heartbeats", json=said)).status_code == 400
    assert await last_beat(platform) is None


async def test_the_list_is_paged(platform: InProcessPlatform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.platform.fleet.PAGE_COUNT", 2)
    for number in range(3):
        await platform.enrol(f"hsl-{number}", f"HSL{number}")
    first = (await platform.staff.http.get("/v1/terminals")).json()
    rest = (await platform.staff.http.get("/v1/terminals", params={"cursor": first["next_cursor"]})).json()
    assert [view["terminal_id"] for view in first["terminals"] + rest["terminals"]] == ["hsl-0", "hsl-1", "hsl-2"]
    assert rest["next_cursor"] is None
    assert {view["leased_to"] for view in first["terminals"]} == {500}


async def test_a_number_that_no_column_holds_is_refused_and_is_no_crash(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    async with platform.http(machine.signer) as http:
        for name in ("beat", "acknowledged_count", "waiting_count", "overdue_count", "audit_count", "free_bytes"):
            for number in (2**53, 2**63, 2**70):
                said = json.loads(encode(heartbeat(1)))
                (said if name in said else said["queue"])[name] = number
                answer = await http.post("/v1/heartbeats", content=json.dumps(said).encode(), headers=JSON)
                assert (answer.status_code, slug(answer)) == (400, "invalid-request"), (name, number)
        lease = await http.post("/v1/leases", content=json.dumps({"after": 2**63}).encode(), headers=JSON)
        assert lease.status_code == 400


def marked(said: Heartbeat, count: int, shown: str) -> Heartbeat:
    return msgspec.structs.replace(said, audit_before=AuditMark(entry_count=count, hash=shown))


async def test_how_much_of_an_audit_is_sure_is_answered_and_grows_only_by_what_is_shown(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    async def known(said: Heartbeat) -> int:
        return decode((await beat(platform, machine, said)).content, HeartbeatAnswer).audit_known_count

    assert await known(heartbeat(1, audit_count=7, audit_head="a" * 64)) == 7
    assert await known(heartbeat(2, audit_count=9, audit_head="b" * 64)) == 7, "it has just been started"
    assert await known(marked(heartbeat(3, audit_count=9, audit_head="b" * 64), 7, "a" * 64)) == 9
    assert (await last_beat(platform))["audit_doubt_count"] == 0


async def test_an_audit_that_was_rolled_back_and_has_grown_again_is_told_to_staff(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    await beat(platform, machine, heartbeat(1, audit_count=7, audit_head="a" * 64))
    await beat(platform, machine, heartbeat(2, audit_count=12, audit_head="e" * 64))
    assert (await last_beat(platform))["audit_doubt_count"] == 0
    await beat(platform, machine, marked(heartbeat(3, audit_count=12, audit_head="e" * 64), 7, "d" * 64))
    assert (await last_beat(platform))["audit_doubt_count"] == 1
