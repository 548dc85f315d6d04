"""Every fault of platform and network: delivered exactly once, nothing lost, dead letters kept."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.core.ids import new_id
from kiosk.outbox import Delivery, DeliveryState, NewMessage, QueueCounts
from kiosk.sync import Bulletins, Connectivity, ProgressFound
from kiosk.wire import Envelope
from tests.helpers.fake_clock import FakeClock
from tests.helpers.faulty_platform import Fault
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform
from tests.helpers.platform_cases import (
    FILED_AT,
    PAGE,
    PAGE_SHA256,
    correction_envelope,
    progress_query,
    rating_envelope,
)
from tests.sync.terminal import Terminal, terminal_on

pytestmark = pytest.mark.anyio

PASSING = [fault for fault in Fault if fault is not Fault.REFUSED_422]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def platform(tmp_path: Path, clock: FakeClock) -> AsyncIterator[InProcessPlatform]:
    async with in_process_platform(tmp_path, clock) as running:
        yield running


@pytest.fixture
async def terminal(tmp_path: Path, platform: InProcessPlatform, clock: FakeClock) -> AsyncIterator[Terminal]:
    async with terminal_on(tmp_path, platform, clock) as running:
        yield running


def fresh_id() -> str:
    return new_id(FILED_AT)


async def arrived(platform: InProcessPlatform) -> list[str]:
    """The ids of the cases at the platform, as staff see them."""
    page = await platform.staff.cases()
    return [case["case_id"] for case in page["cases"]]


async def test_a_case_reaches_the_platform_by_itself_under_its_number(
    terminal: Terminal, platform: InProcessPlatform
) -> None:
    case_id = fresh_id()
    filed = await terminal.file(case_id)
    await terminal.until_arrived(case_id)
    assert (await platform.staff.case(case_id))["number"] == filed.number
    assert terminal.sent[case_id] == 1
    assert await terminal.outbox.counts() == QueueCounts(0, 0, None)


@pytest.mark.parametrize("fault", PASSING)
async def test_a_fault_that_passes_costs_time_and_nothing_else(
    fault: Fault, terminal: Terminal, platform: InProcessPlatform
) -> None:
    await terminal.resting()
    platform.faulty.fail(fault)
    case_ids = [fresh_id() for _ in range(3)]
    for case_id in case_ids:
        await terminal.file(case_id)
    await terminal.pass_time(40)
    if fault is not Fault.SLOW:
        assert [await terminal.state(case_id) for case_id in case_ids] == [DeliveryState.WAITING] * 3
    platform.faulty.heal()
    await terminal.until_arrived(*case_ids)
    assert sorted(await arrived(platform)) == sorted(case_ids)
    assert await terminal.outbox.counts() == QueueCounts(0, 0, None)


async def test_what_the_platform_refuses_is_kept_and_the_next_case_goes(
    terminal: Terminal, platform: InProcessPlatform
) -> None:
    await terminal.resting()
    platform.faulty.fail(Fault.REFUSED_422, count=1)
    poison, sound = fresh_id(), fresh_id()
    await terminal.file(poison)
    await terminal.resting()
    await terminal.file(sound)
    await terminal.until_arrived(sound)
    delivery = await terminal.outbox.delivery(poison)
    assert isinstance(delivery, Delivery)
    assert (delivery.state, delivery.cause[:3]) == (DeliveryState.REFUSED, "422")
    await terminal.pass_time(60)
    assert terminal.sent[poison] == 1
    assert await arrived(platform) == [sound]
    assert await terminal.outbox.counts() == QueueCounts(0, 1, None)


async def test_a_lost_acknowledgement_is_asked_for_again_and_takes_effect_once(
    terminal: Terminal, platform: InProcessPlatform
) -> None:
    await terminal.resting()
    platform.faulty.fail(Fault.LOST_ACKNOWLEDGEMENT, count=1)
    case_id = fresh_id()
    await terminal.file(case_id)
    await terminal.resting()
    assert await arrived(platform) == [case_id]
    assert await terminal.state(case_id) is DeliveryState.WAITING  # nobody may say 交上去了 yet
    await terminal.until_arrived(case_id)
    assert terminal.sent[case_id] == 2
    assert await arrived(platform) == [case_id]


async def test_the_machine_is_offline_while_nobody_answers_and_online_soon_after(
    terminal: Terminal, platform: InProcessPlatform
) -> None:
    told: list[bool | None] = []
    terminal.watcher.subscribe(lambda now: told.append(now.online))
    await terminal.resting()
    platform.faulty.fail(Fault.DOWN)
    await terminal.pass_time(60)
    platform.faulty.heal()
    await terminal.pass_time(11)  # the longest time between two probes, and a second
    assert told == [True, False, True]


async def test_a_long_outage_is_not_a_storm(terminal: Terminal, platform: InProcessPlatform) -> None:
    await terminal.resting()
    platform.faulty.fail(Fault.DOWN)
    for _ in range(5):
        await terminal.file(fresh_id())
    before = platform.faulty.request_count
    await terminal.pass_time(600)
    assert platform.faulty.request_count - before < 200  # a probe each 5 to 10 s, and a message now and then


async def test_ten_minutes_offline_are_forgotten_within_seconds_of_the_return(
    terminal: Terminal, platform: InProcessPlatform
) -> None:
    await terminal.resting()
    platform.faulty.fail(Fault.DOWN)
    case_ids = [fresh_id() for _ in range(30)]
    for case_id in case_ids:
        await terminal.file(case_id)
    await terminal.pass_time(600)
    platform.faulty.heal()
    # up to 10 s until a probe finds it and up to 10 s (a sixtieth of the outage) until it is this machine's turn
    await terminal.until_arrived(*case_ids, within_s=22)
    assert len(await arrived(platform)) == 30


async def test_who_hands_in_at_the_return_does_not_wait_for_the_backlog(
    terminal: Terminal, platform: InProcessPlatform
) -> None:
    await terminal.resting()
    platform.faulty.fail(Fault.DOWN)
    old = fresh_id()
    await terminal.file(old)
    await terminal.pass_time(1200)
    platform.faulty.heal()
    new = fresh_id()
    await terminal.file(new)
    await terminal.until_arrived(new, within_s=1)
    assert await arrived(platform) == [new]
    await terminal.until_arrived(old, within_s=22)


async def test_a_clock_set_back_ten_years_delays_nothing(
    terminal: Terminal, platform: InProcessPlatform, clock: FakeClock
) -> None:
    await terminal.resting()
    platform.faulty.fail(Fault.DOWN)
    first, second = fresh_id(), fresh_id()
    before = await terminal.file(first)
    await terminal.pass_time(5)
    clock.set_wall_clock(clock.now() - timedelta(days=3650))
    after = await terminal.file(second)
    platform.faulty.heal()
    await terminal.until_arrived(first, second, within_s=12)
    assert before.number != after.number


async def test_a_restart_in_an_outage_keeps_the_queue_and_sends_it_once(
    tmp_path: Path, platform: InProcessPlatform, clock: FakeClock
) -> None:
    platform.faulty.fail(Fault.DOWN)
    case_id = fresh_id()
    async with terminal_on(tmp_path, platform, clock) as before:
        filed = await before.file(case_id)
        await before.pass_time(30)
    platform.faulty.heal()
    async with terminal_on(tmp_path, platform, clock) as after:
        await after.until_arrived(case_id, within_s=2)
        assert (await after.file(case_id)).number == filed.number
        await after.pass_time(30)
        assert after.sent[case_id] == 1
    assert await arrived(platform) == [case_id]


async def test_a_restart_between_effect_and_acknowledgement_doubles_nothing(
    tmp_path: Path, platform: InProcessPlatform, clock: FakeClock
) -> None:
    case_id = fresh_id()
    async with terminal_on(tmp_path, platform, clock) as before:
        await before.resting()
        platform.faulty.fail(Fault.LOST_ACKNOWLEDGEMENT, count=1)
        await before.file(case_id)
        await before.resting()
    async with terminal_on(tmp_path, platform, clock) as after:
        await after.until_arrived(case_id, within_s=2)
    assert await arrived(platform) == [case_id]


async def test_a_platform_that_restarts_knows_every_case_again(tmp_path: Path, clock: FakeClock) -> None:
    case_id = fresh_id()
    async with in_process_platform(tmp_path, clock) as platform, terminal_on(tmp_path, platform, clock) as terminal:
        await terminal.resting()
        platform.faulty.fail(Fault.LOST_ACKNOWLEDGEMENT, count=1)
        await terminal.file(case_id)
        await terminal.resting()
    async with in_process_platform(tmp_path, clock) as platform, terminal_on(tmp_path, platform, clock) as terminal:
        await terminal.until_arrived(case_id)
        assert await arrived(platform) == [case_id]


async def test_a_case_that_always_breaks_the_platform_does_not_keep_the_others(
    terminal: Terminal, platform: InProcessPlatform
) -> None:
    await terminal.resting()
    poison, sound = fresh_id(), fresh_id()
    platform.faulty.fail(Fault.ERROR_500, count=1)
    await terminal.file(poison)
    await terminal.resting()
    await terminal.file(sound)
    await terminal.until_arrived(sound, within_s=4)
    assert terminal.sent[sound] == 1


# ── what belongs to a case ─────────────────────────────────────────────────────────────────────────────────────────


async def test_a_rating_given_offline_follows_its_case(terminal: Terminal, platform: InProcessPlatform) -> None:
    await terminal.resting()
    platform.faulty.fail(Fault.DOWN)
    case_id, rating_id = fresh_id(), fresh_id()
    await terminal.file(case_id)
    await terminal.outbox.append(rating_id, "rating", case_id, rating_envelope(case_id), terminal.clock.now())
    platform.faulty.heal()
    await terminal.until_arrived(case_id, rating_id)


async def asked_for_a_page(terminal: Terminal, platform: InProcessPlatform, case_id: str) -> tuple[str, str]:
    """File a case, have staff ask for one material, and return the ids of correction and material."""
    await terminal.file(case_id)
    await terminal.until_arrived(case_id)
    due_on = terminal.clock.now().date() + timedelta(days=5)
    await platform.staff.ask_correction(case_id, [{"name": "户口簿首页", "reason": "看不清"}], due_on)
    found = await terminal.client.progress(progress_query())
    assert isinstance(found, ProgressFound)
    correction = found.answer.cases[0].correction
    assert correction is not None
    return correction.correction_id, correction.materials[0].material_id


async def supply(terminal: Terminal, case_id: str, page_id: str, correction_id: str, envelope: Envelope) -> None:
    """Hand in one page and the correction that names it, in one commit."""
    rows = (
        NewMessage(page_id, "blob", case_id, PAGE, ()),
        NewMessage(correction_id, "correction", case_id, envelope, (page_id,)),
    )
    assert await terminal.outbox.append_all(rows, terminal.clock.now()) is None


@pytest.mark.parametrize("fault", [None, Fault.LOST_ACKNOWLEDGEMENT, Fault.CAPTIVE_PORTAL, Fault.TRUNCATED])
async def test_a_supplement_arrives_with_its_pages_and_once(
    fault: Fault | None, terminal: Terminal, platform: InProcessPlatform
) -> None:
    case_id, page_id, correction_id = fresh_id(), fresh_id(), fresh_id()
    asked, material = await asked_for_a_page(terminal, platform, case_id)
    if fault is not None:
        platform.faulty.fail(fault, count=2)
    envelope = correction_envelope(case_id, asked, {material: [PAGE_SHA256]})
    await supply(terminal, case_id, page_id, correction_id, envelope)
    await terminal.until_arrived(page_id, correction_id)
    found = await terminal.client.progress(progress_query())
    assert isinstance(found, ProgressFound)
    assert found.answer.cases[0].correction is None


async def test_pages_that_the_platform_lost_are_sent_again(terminal: Terminal, platform: InProcessPlatform) -> None:
    case_id, page_id, correction_id = fresh_id(), fresh_id(), fresh_id()
    asked, material = await asked_for_a_page(terminal, platform, case_id)
    envelope = correction_envelope(case_id, asked, {material: [PAGE_SHA256]})
    platform.faulty.fail(Fault.DOWN)
    await supply(terminal, case_id, page_id, correction_id, envelope)
    await terminal.resting()
    await terminal.outbox.acknowledge(page_id, terminal.clock.now())  # as if it had arrived, and the platform lost it
    platform.faulty.heal()
    await terminal.until_arrived(page_id, correction_id)
    assert terminal.sent[correction_id] == 2


# ── the feed ───────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_notices_survive_a_restart_without_a_network_until_they_expire(
    terminal: Terminal, platform: InProcessPlatform, clock: FakeClock, tmp_path: Path
) -> None:
    cache = tmp_path / "feed" / "feed.json"
    await platform.staff.post_notice("water", clock.now(), title="停水通知")
    fresh = Bulletins(terminal.client, cache, platform.division_code, clock)
    await fresh.refresh()
    await fresh.refresh()  # the second time it is unchanged
    assert [entry.title for entry in fresh.valid("notice")] == ["停水通知"]

    platform.faulty.fail(Fault.DOWN)
    offline = Bulletins(terminal.client, cache, platform.division_code, clock)
    await offline.refresh()
    assert offline.valid("notice") == fresh.valid("notice")
    assert offline.valid("alert") == ()
    clock.set_wall_clock(clock.now() + timedelta(days=4))
    assert offline.valid("notice") == ()


async def test_the_connectivity_begins_unknown(tmp_path: Path, platform: InProcessPlatform, clock: FakeClock) -> None:
    async with terminal_on(tmp_path, platform, clock) as terminal:
        assert terminal.watcher.now == Connectivity(None, 0.0)
        await terminal.resting()
        assert terminal.watcher.now.online is True
