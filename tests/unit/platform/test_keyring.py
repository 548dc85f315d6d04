"""What is sealed is opened, also to an old key; what cannot be opened is refused while its terminal still has it."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from kiosk.core.ids import new_id
from kiosk.core.numbers import case_number
from kiosk.wire import (
    CASE_SCHEMA,
    Envelope,
    Heartbeat,
    PlatformKeys,
    QueueReport,
    SealingKey,
    body_digest,
    decode,
    encode,
    from_text,
    is_signed,
    new_sealing_key,
    sealing_public_key,
)
from tests.helpers.enrolled import JSON, EnrolledTerminal
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import DIVISION_CODE, InProcessPlatform, in_process_platform
from tests.helpers.platform_cases import FILED_AT, ID_NUMBER, NAME, PAGE, case_body, correction_envelope
from tests.unit.platform.conftest import Terminal, slug

pytestmark = pytest.mark.anyio
DAY_S = 86400.0
NUMBER = case_number("HSL3", date(2026, 4, 21), 1)
WANTED = [{"name": "户口本本人页", "reason": "没有本人页"}]


@pytest.fixture
async def machine(platform: InProcessPlatform) -> EnrolledTerminal:
    return await platform.enrol()


def sealed_case(key: SealingKey) -> Envelope:
    body = case_body(new_id(FILED_AT), number=NUMBER)
    return key.seal(body.case_id, "case", DIVISION_CODE, CASE_SCHEMA, body)


async def told(platform: InProcessPlatform, machine: EnrolledTerminal, envelope: Envelope) -> str:
    async with platform.http(machine.signer) as http:
        answer = await Terminal(http).post(envelope)
    return "" if answer.status_code == 201 else f"{answer.status_code} {slug(answer)}"


async def keys_now(platform: InProcessPlatform, machine: EnrolledTerminal) -> PlatformKeys:
    async with platform.http() as http:
        keys = decode((await http.get("/v1/keys")).raise_for_status().content, PlatformKeys)
    assert is_signed(from_text(machine.enrolled.platform_key), keys.signed_bytes(), from_text(keys.signature))
    return keys


def stored(platform: InProcessPlatform) -> bytes:
    """All that is on the platform's disk."""
    here = platform.settings.database
    return b"".join(path.read_bytes() for path in sorted(here.parent.glob(f"{here.name}*")))


async def test_staff_read_what_was_sealed_and_the_disk_holds_no_word_of_it(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    envelope = sealed_case(machine.sealing_key)
    assert await told(platform, machine, envelope) == ""
    case = await platform.staff.case(envelope.case_id)
    assert (case["applicant"]["name"], case["number"], case["terminal_id"]) == (NAME, NUMBER, "hsl-3")
    assert NAME.encode() not in stored(platform)
    assert ID_NUMBER.encode() not in stored(platform)


async def test_a_page_is_kept_sealed_and_read_open(
    platform: InProcessPlatform, machine: EnrolledTerminal, clock: FakeClock
) -> None:
    envelope, sealed = sealed_case(machine.sealing_key), machine.sealing_key.seal_page(PAGE)
    await told(platform, machine, envelope)
    asked = await platform.staff.ask_correction(envelope.case_id, WANTED, clock.now().date())
    assert asked["version"] == 2
    digest = hashlib.sha256(sealed).hexdigest()
    correction_id = (await platform.staff.case(envelope.case_id))["progress"]["correction"]["correction_id"]
    async with platform.http(machine.signer) as http:
        assert (await Terminal(http).put_page(sealed, digest)).status_code == 201
        supplied = correction_envelope(envelope.case_id, correction_id, {"household_register": [digest]})
        assert (await Terminal(http).post(supplied)).status_code == 201
    (page,) = (await platform.staff.case(envelope.case_id))["materials"][0]["pages"]
    assert (await platform.staff.http.get(page["href"])).content == PAGE
    assert page["size_bytes"] == len(PAGE)
    assert PAGE not in stored(platform)


async def test_what_nobody_here_can_open_is_refused_for_good(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    foreign = SealingKey(sealing_public_key(new_sealing_key()))
    assert await told(platform, machine, sealed_case(foreign)) == "422 sealed-to-unknown-key"
    good, other = sealed_case(machine.sealing_key), sealed_case(machine.sealing_key)
    under_another_head = msgspec.structs.replace(good, body=other.body, digest=other.digest)
    assert await told(platform, machine, under_another_head) == "422 cannot-be-opened"
    for body in (good.body[:-4], good.body.partition(".")[0] + ".", good.body + "!", good.body.replace(".", "..")):
        damaged = msgspec.structs.replace(good, body=body, digest=body_digest(body))
        assert await told(platform, machine, damaged) == "422 cannot-be-opened", body[:30]
    nameless = msgspec.structs.replace(good, body="x", digest=body_digest("x"))
    assert (await told(platform, machine, nameless)).startswith("422 ")
    assert await told(platform, machine, msgspec.structs.replace(good, body=other.body)) == "422 digest-mismatch"
    assert await told(platform, machine, good) == ""


async def test_a_page_that_nobody_here_can_open_is_refused_while_its_terminal_has_it(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    foreign = SealingKey(sealing_public_key(new_sealing_key())).seal_page(PAGE)
    torn = machine.sealing_key.seal_page(PAGE)[:-1]
    async with platform.http(machine.signer) as http:
        for page, slug_told in ((foreign, "sealed-to-unknown-key"), (torn, "cannot-be-opened")):
            answer = await Terminal(http).put_page(page, hashlib.sha256(page).hexdigest())
            assert (answer.status_code, slug(answer)) == (422, slug_told)


async def test_a_new_key_follows_in_time_and_the_old_ones_open_for_ever(
    platform: InProcessPlatform, machine: EnrolledTerminal, clock: FakeClock
) -> None:
    first = await keys_now(platform, machine)
    assert [key.not_after for key in first.sealing] == [clock.now() + timedelta(days=180)]
    await clock.advance(90 * DAY_S - 1)
    assert (await keys_now(platform, machine)).version == 1
    await clock.advance(1)
    second = await keys_now(platform, machine)
    assert (second.version, len(second.sealing)) == (2, 2)
    assert second.sealing[1] == first.sealing[0]
    await clock.advance(90 * DAY_S)
    third = await keys_now(platform, machine)
    assert (third.version, len(third.sealing)) == (3, 2)
    assert first.sealing[0] not in third.sealing
    await clock.advance(3 * 365 * DAY_S)
    assert await told(platform, machine, sealed_case(machine.sealing_key)) == ""


async def test_a_heartbeat_says_that_a_new_key_is_there(
    platform: InProcessPlatform, machine: EnrolledTerminal, clock: FakeClock
) -> None:
    await clock.advance(90 * DAY_S)
    queue = QueueReport(
        waiting_count=0, refused_count=0, oldest_waiting_s=None, acknowledged_count=0, last_acknowledged_at=None,
        dead_letters=[],
    )  # fmt: skip
    said = Heartbeat(
        beat=1, at=clock.now(), program_version="0.1", queue=queue, audit_count=0, audit_head=None, free_bytes=0,
        numbers_left_count=0,
    )  # fmt: skip
    async with platform.http(machine.signer) as http:
        answer = await http.post("/v1/heartbeats", content=encode(said), headers=JSON)
    assert answer.json()["keys_version"] == 2


async def test_a_terminal_that_has_the_keys_is_told_so(
    platform: InProcessPlatform, machine: EnrolledTerminal, clock: FakeClock
) -> None:
    async with platform.http() as http:
        etag = (await http.get("/v1/keys")).headers["ETag"]
        same = await http.get("/v1/keys", headers={"If-None-Match": etag})
        assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", etag)
        await clock.advance(90 * DAY_S)
        assert (await http.get("/v1/keys", headers={"If-None-Match": etag})).status_code == 200


async def test_a_clock_that_is_wrong_here_leaves_nobody_without_a_key(tmp_path: Path, clock: FakeClock) -> None:
    never = timedelta(days=10**5)
    async with in_process_platform(tmp_path, clock, rotate_keys_after=never) as platform:
        machine = await platform.enrol()
        await clock.advance(400 * DAY_S)
        assert len((await keys_now(platform, machine)).sealing) == 1


async def test_the_keys_and_the_platforms_own_outlive_a_restart(tmp_path: Path, clock: FakeClock) -> None:
    async with in_process_platform(tmp_path, clock) as before:
        machine = await before.enrol()
    async with in_process_platform(tmp_path, clock) as after:
        assert await keys_now(after, machine) == machine.enrolled.keys
    assert (tmp_path / "platform.db").stat().st_mode & 0o077 == 0


async def test_a_case_whose_key_is_gone_is_told_to_staff_as_what_it_is(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    envelope = sealed_case(machine.sealing_key)
    await told(platform, machine, envelope)
    await platform.sql("delete from sealing_keys")
    answer = await platform.staff.http.get(f"/v1/cases/{envelope.case_id}")
    assert (answer.status_code, slug(answer)) == (500, "cannot-be-opened")
