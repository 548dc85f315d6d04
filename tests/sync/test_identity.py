"""A terminal and the real platform about the terminal itself: enrolled, revoked, with another key, a wrong clock."""

import hashlib
import random
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from kiosk.app.condition import condition_of
from kiosk.core.ids import new_id
from kiosk.outbox import DeliveryState, FiledCase, Pending
from kiosk.sync import Heartbeats, Identity, PlatformClient, ProgressFound, Standing, load_identity
from kiosk.sync.answers import Acknowledged, TryLater, Unavailable
from kiosk.sync.enrolment import CONFIRMED_WITHIN_S, POLL_S, change_key, enrol, until_confirmed
from kiosk.sync.exchange import Exchange
from kiosk.sync.pages import PIECE_BYTES
from kiosk.wire import CASE_SCHEMA, Envelope, Lease
from tests.helpers.enrolled import code_for, confirmed
from tests.helpers.fake_clock import FakeClock
from tests.helpers.faulty_platform import Fault
from tests.helpers.in_process_platform import DIVISION_CODE, InProcessPlatform, in_process_platform
from tests.helpers.machine import PREFIX, TERMINAL_ID, enrolled_in
from tests.helpers.platform_cases import FILED_AT, NAME, case_body, progress_query
from tests.helpers.queue import open_outbox
from tests.sync.terminal import Terminal, terminal_on

pytestmark = pytest.mark.anyio


class LeapingClock(FakeClock):
    """Waits for nobody: whoever sleeps has slept."""

    async def sleep(self, seconds_s: float) -> None:
        await self.advance(300.0 * seconds_s)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def platform(tmp_path: Path, clock: FakeClock) -> AsyncIterator[InProcessPlatform]:
    async with in_process_platform(tmp_path, clock) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "terminal" / "identity"


@pytest.fixture
async def terminal(tmp_path: Path, platform: InProcessPlatform, clock: FakeClock) -> AsyncIterator[Terminal]:
    async with terminal_on(tmp_path, platform, clock) as running:
        yield running


@asynccontextmanager
async def client_of(identity: Identity, platform: InProcessPlatform, clock: FakeClock) -> AsyncIterator[PlatformClient]:
    async with PlatformClient(platform.base_url, identity, clock, transport=platform.transport()) as client:
        yield client


async def code_of(platform: InProcessPlatform) -> str:
    return await code_for(platform.staff.http, TERMINAL_ID, DIVISION_CODE, PREFIX)


async def handed_in(
    folder: Path, platform: InProcessPlatform, clock: FakeClock, code: str, prefix: str = PREFIX
) -> Identity | Unavailable:
    exchange = Exchange(platform.base_url, clock, transport=platform.transport())
    try:
        return await enrol(exchange, folder, TERMINAL_ID, prefix, code)
    finally:
        await exchange.close()


# ── becoming one of the platform's ─────────────────────────────────────────────────────────────────────────────────


async def test_until_its_fingerprint_is_confirmed_a_terminal_is_told_nothing(
    folder: Path, platform: InProcessPlatform, clock: FakeClock
) -> None:
    identity = await handed_in(folder, platform, clock, await code_of(platform))
    assert isinstance(identity, Identity)
    async with client_of(identity, platform, clock) as client:
        assert await client.progress(progress_query()) == Unavailable("not_allowed")
        (await confirmed(platform.staff.http, TERMINAL_ID, identity.signer)).raise_for_status()
        await until_confirmed(client, identity, clock)
        assert isinstance(await client.progress(progress_query()), ProgressFound)
    found = load_identity(folder)
    assert found is not None
    assert (found.standing, found.enrolled.lease) == (Standing.IN_SERVICE, Lease(prefix=PREFIX, first=1, last=500))


async def test_the_waiting_for_people_who_do_not_come_has_an_end(
    folder: Path, platform: InProcessPlatform, clock: FakeClock
) -> None:
    identity = await handed_in(folder, platform, clock, await code_of(platform))
    assert isinstance(identity, Identity)
    impatient = LeapingClock(clock.now())
    async with client_of(identity, platform, clock) as client:
        assert await until_confirmed(client, identity, impatient) == Unavailable("not-confirmed")
    assert impatient.monotonic_s() == pytest.approx(1000.0 + CONFIRMED_WITHIN_S, abs=300.0 * POLL_S)
    assert identity.standing is Standing.AWAITING


async def test_an_enrolment_whose_answer_was_lost_is_done_again_with_the_same_code(
    folder: Path, platform: InProcessPlatform, clock: FakeClock
) -> None:
    code = await code_of(platform)
    platform.faulty.fail(Fault.LOST_ACKNOWLEDGEMENT, count=1)
    assert await handed_in(folder, platform, clock, code) == Unavailable("unreachable")
    assert load_identity(folder) is None
    assert isinstance(await handed_in(folder, platform, clock, code), Identity)


@pytest.mark.parametrize(
    ("code", "prefix", "cause"), [("00000000", PREFIX, "code-wrong"), (None, "OTHER", "another_terminal")]
)
async def test_a_wrong_code_or_another_machines_place_leaves_it_without_an_identity(
    code: str | None, prefix: str, cause: str, folder: Path, platform: InProcessPlatform, clock: FakeClock
) -> None:
    given = await code_of(platform)
    assert await handed_in(folder, platform, clock, code or given, prefix) == Unavailable(cause)
    assert load_identity(folder) is None


# ── revoked ────────────────────────────────────────────────────────────────────────────────────────────────────────


async def revoke(platform: InProcessPlatform, terminal_id: str) -> None:
    (await platform.staff.http.post(f"/v1/terminals/{terminal_id}/revocation")).raise_for_status()


async def test_a_revoked_terminal_hears_it_keeps_its_queue_and_sends_no_more(
    terminal: Terminal, platform: InProcessPlatform, folder: Path
) -> None:
    await revoke(platform, "hsl-3")
    case_id = new_id(FILED_AT)
    await terminal.file(case_id)
    await terminal.pass_time(30)
    found = load_identity(folder)
    assert found is not None
    assert found.standing is Standing.REVOKED
    assert await terminal.state(case_id) is DeliveryState.WAITING
    assert (await platform.staff.cases())["cases"] == []


async def test_enrolled_anew_it_sends_what_it_kept(
    tmp_path: Path, platform: InProcessPlatform, clock: FakeClock, folder: Path
) -> None:
    case_id = new_id(FILED_AT)
    async with terminal_on(tmp_path, platform, clock) as before:
        await before.resting()
        await revoke(platform, "hsl-3")
        await before.file(case_id)
        await before.pass_time(5)
    exchange = Exchange(platform.base_url, clock, transport=platform.transport())
    code = await code_for(platform.staff.http, "hsl-3", DIVISION_CODE, PREFIX)
    identity = await enrol(exchange, folder, "hsl-3", PREFIX, code)
    await exchange.close()
    assert isinstance(identity, Identity)
    (await confirmed(platform.staff.http, "hsl-3", identity.signer)).raise_for_status()
    identity.confirm()
    async with terminal_on(tmp_path, platform, clock) as after:
        await after.until_arrived(case_id)


# ── another key ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("fault", [None, Fault.DOWN, Fault.LOST_ACKNOWLEDGEMENT, Fault.CAPTIVE_PORTAL])
async def test_another_key_takes_over_whatever_happens_on_the_way(
    fault: Fault | None, folder: Path, platform: InProcessPlatform, clock: FakeClock
) -> None:
    identity = await enrolled_in(folder, platform, clock)
    before = identity.signer
    if fault is not None:
        platform.faulty.fail(fault, count=1)
    async with client_of(identity, platform, clock) as client:
        if fault is not None:
            assert isinstance(await change_key(client, identity), Unavailable)
            assert identity.signer is before
            assert isinstance(await client.progress(progress_query()), ProgressFound)
        assert await change_key(client, identity) is None
        assert isinstance(await client.progress(progress_query()), ProgressFound)
    found = load_identity(folder)
    assert found is not None
    assert found.signer.public_key != before.public_key
    clock.set_wall_clock(clock.now() + timedelta(days=8))
    async with platform.http(before) as http:
        answer = await http.get("/v1/feed", params={"division_code": DIVISION_CODE})
    assert answer.status_code == httpx.codes.UNAUTHORIZED


@asynccontextmanager
async def week_without_network_after_a_lost_answer(
    folder: Path, platform: InProcessPlatform, clock: FakeClock
) -> AsyncIterator[tuple[Identity, PlatformClient]]:
    """The platform took the next key, nobody heard of it, and the one in use is over now."""
    identity = await enrolled_in(folder, platform, clock)
    async with client_of(identity, platform, clock) as client:
        platform.faulty.fail(Fault.LOST_ACKNOWLEDGEMENT, count=1)
        assert isinstance(await change_key(client, identity), Unavailable)
        clock.set_wall_clock(clock.now() + timedelta(days=8))
        assert await client.progress(progress_query()) == Unavailable("not-signed")
        yield identity, client


async def test_a_lost_answer_and_a_week_without_network_do_not_lock_a_machine_out(
    folder: Path, platform: InProcessPlatform, clock: FakeClock
) -> None:
    async with week_without_network_after_a_lost_answer(folder, platform, clock) as (identity, client):
        assert await change_key(client, identity) is None
        assert isinstance(await client.progress(progress_query()), ProgressFound)
    found = load_identity(folder)
    assert found is not None
    assert (found.signer.public_key, found.is_changing_key) == (identity.signer.public_key, False)


async def test_the_heartbeat_finds_by_itself_that_the_platform_knows_the_next_key(
    tmp_path: Path, platform: InProcessPlatform, clock: FakeClock, folder: Path
) -> None:
    outbox = await open_outbox(tmp_path / "outbox.db")
    async with week_without_network_after_a_lost_answer(folder, platform, clock) as (identity, client):
        heart = Heartbeats(
            identity,
            client,
            outbox,
            lambda: condition_of(outbox, tmp_path),
            lambda _: None,
            clock,
            random.Random(1),
            "",
        )
        await heart.beat()
        await heart.beat()
        assert (identity.is_changing_key, identity.not_known_since) == (False, None)
    await outbox.close()
    (view,) = (await platform.staff.http.get("/v1/terminals")).json()["terminals"]
    assert view["last_beat"]["heartbeat"]["beat"] == 2


async def test_who_is_known_no_more_serves_on_tells_it_after_a_day_and_is_enrolled_anew_with_its_queue(
    terminal: Terminal, platform: InProcessPlatform, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await platform.enrol()  # another machine in its place: its key is over
    case_id = new_id(FILED_AT)
    await terminal.file(case_id)
    started_at = terminal.clock.now()
    async with beating(terminal, platform, folder) as (heart, _):
        await heart.beat()
        assert "not_known_to_platform" not in caplog.messages
        terminal.clock.set_wall_clock(started_at + timedelta(days=1))
        await heart.beat()
    assert "not_known_to_platform" in caplog.messages
    found = load_identity(folder)
    assert found is not None
    assert (found.standing, found.not_known_since) == (Standing.IN_SERVICE, started_at)
    code = await code_for(platform.staff.http, "hsl-3", DIVISION_CODE, PREFIX)
    exchange = Exchange(platform.base_url, terminal.clock, transport=platform.transport())
    again = await enrol(exchange, folder, "hsl-3", PREFIX, code)
    await exchange.close()
    assert isinstance(again, Identity)
    assert again.not_known_since is None
    assert await terminal.state(case_id) is DeliveryState.WAITING


# ── clocks ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "off", [timedelta(days=-3650), timedelta(minutes=-6), timedelta(minutes=6), timedelta(days=3650)]
)
async def test_a_terminal_whose_clock_is_wrong_is_understood_all_the_same(
    off: timedelta, folder: Path, platform: InProcessPlatform, clock: FakeClock
) -> None:
    identity = await enrolled_in(folder, platform, clock)
    wrong = FakeClock(clock.now() + off)
    async with client_of(identity, platform, wrong) as client:
        assert isinstance(await client.progress(progress_query()), ProgressFound)
        before = platform.faulty.request_count
        assert isinstance(await client.progress(progress_query()), ProgressFound)
        assert platform.faulty.request_count == before + 1


# ── heartbeats ─────────────────────────────────────────────────────────────────────────────────────────────────────


@asynccontextmanager
async def beating(
    terminal: Terminal, platform: InProcessPlatform, folder: Path
) -> AsyncIterator[tuple[Heartbeats, PlatformClient]]:
    identity = load_identity(folder)
    assert identity is not None
    async with client_of(identity, platform, terminal.clock) as client:
        yield (
            Heartbeats(
                identity, client, terminal.outbox, lambda: condition_of(terminal.outbox, folder.parent),
                lambda _: None, terminal.clock, random.Random(1), "0.1.0",
            ),
            client,
        )  # fmt: skip


async def test_a_case_lost_at_the_platform_is_noticed(
    terminal: Terminal, platform: InProcessPlatform, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    case_ids = [new_id(FILED_AT) for _ in range(3)]
    for case_id in case_ids:
        await terminal.file(case_id)
    await terminal.until_arrived(*case_ids)
    async with beating(terminal, platform, folder) as (heart, _):
        await heart.beat()
        assert "platform_lost_messages" not in caplog.messages
        with sqlite3.connect(platform.settings.database) as db:
            db.execute("pragma foreign_keys = off")
            db.execute("delete from messages where message_id = ?", (case_ids[1],))
        await heart.beat()
    (told,) = [record for record in caplog.records if record.msg == "platform_lost_messages"]
    assert vars(told)["fields"] == {"count": 1, "acknowledged_count": 3}


async def test_the_platform_sees_the_queue_and_leases_more_numbers(
    terminal: Terminal, platform: InProcessPlatform, folder: Path
) -> None:
    async with beating(terminal, platform, folder) as (heart, client):
        await heart.beat()
        (view,) = (await platform.staff.http.get("/v1/terminals")).json()["terminals"]
        assert view["last_beat"]["heartbeat"]["numbers_left_count"] == 500
        assert await client.lease(500) == Lease(prefix=PREFIX, first=501, last=1000)
        assert await client.lease(500) == Lease(prefix=PREFIX, first=501, last=1000)


async def test_a_copied_disk_is_told_apart(terminal: Terminal, platform: InProcessPlatform, folder: Path) -> None:
    async with beating(terminal, platform, folder) as (heart, _):
        await heart.beat()
        (folder / "beat").write_text("0")
        await heart.beat()
    (view,) = (await platform.staff.http.get("/v1/terminals")).json()["terminals"]
    assert view["last_beat"]["repeated_count"] == 1


# ── pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class Cut(httpx.AsyncBaseTransport):
    """The way to the platform, on which the answer to one question is lost."""

    def __init__(self, way: httpx.AsyncBaseTransport, lost: int) -> None:
        self._way = way
        self._lost = lost
        self.methods: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._way.handle_async_request(request)
        self.methods.append(request.method)
        if len(self.methods) == self._lost:
            raise httpx.ReadError("cut")
        return answer


async def test_a_large_page_that_is_cut_in_the_middle_goes_on_there_and_opens_at_the_platform(
    folder: Path, platform: InProcessPlatform, clock: FakeClock
) -> None:
    identity = await enrolled_in(folder, platform, clock)
    page = b"\xff\xd8" + bytes(range(256)) * (PIECE_BYTES // 256 * 2)
    sealed = identity.sealing_key(clock.now()).seal_page(page)
    message = Pending(new_id(FILED_AT), new_id(FILED_AT), "blob", sealed, hashlib.sha256(sealed).hexdigest(), 0)
    way = Cut(platform.transport(), lost=3)
    async with PlatformClient(platform.base_url, identity, clock, transport=way) as client:
        assert await client.send(message) == TryLater("unreachable")
        assert await client.send(message) == Acknowledged(None)
    assert way.methods == ["HEAD", "PATCH", "PATCH", "HEAD", "PATCH"]
    found = await platform.staff.http.get(f"/v1/blobs/{message.digest}")
    assert found.raise_for_status().content == page


async def test_what_is_sealed_here_is_read_there(terminal: Terminal, platform: InProcessPlatform, folder: Path) -> None:
    identity, case_id, now = load_identity(folder), new_id(FILED_AT), terminal.clock.now()
    assert identity is not None
    key = identity.sealing_key(now)

    def build(number: str) -> Envelope:
        return key.seal(case_id, "case", DIVISION_CODE, CASE_SCHEMA, case_body(case_id, number=number))

    filed = await terminal.outbox.file_case(case_id, now, build)
    assert isinstance(filed, FiledCase)
    await terminal.until_arrived(case_id)
    seen = await platform.staff.case(case_id)
    assert (seen["number"], seen["applicant"]["name"]) == (filed.number, NAME)
