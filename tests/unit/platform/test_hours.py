"""What is kept of heartbeats: one row an hour, which the paper's forecast is made from."""

import json
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.wire import DeviceBeat, Heartbeat, PaperBeat, encode
from tests.helpers.enrolled import EnrolledTerminal
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform
from tests.unit.platform.test_heartbeats import beat, heartbeat, last_beat

pytestmark = pytest.mark.anyio


def said(
    number: int, printed_mm: int = 0, waiting_count: int = 0, state: str = "ok", left_mm: int = 80_000
) -> Heartbeat:
    plain = heartbeat(number)
    return replace(
        plain,
        queue=replace(plain.queue, waiting_count=waiting_count),
        devices=[
            DeviceBeat(role="id_card", state=state, lasts_s=90.0),
            DeviceBeat(role="voice", state="ok", lasts_s=None),
        ],
        paper=PaperBeat(printed_mm=printed_mm, slip_count=printed_mm // 200, left_mm=left_mm),
    )  # fmt: skip


async def rows(platform: InProcessPlatform) -> list[Any]:
    told = await platform.sql(
        "select begins_at, beat_count, troubled_count, most_waiting_count, printed_mm from terminal_hours "
        "order by begins_at"
    )
    return [(str(at)[11:16], *counts) for at, *counts in told]


async def test_an_hour_of_beats_is_one_row_once_it_is_over(platform: InProcessPlatform, clock: FakeClock) -> None:
    machine = await platform.enrol()  # at 1:41 UTC
    for number, (printed_mm, waiting_count, state) in enumerate([(100, 0, "ok"), (300, 4, "gone"), (500, 1, "ok")], 1):
        await beat(platform, machine, said(number, printed_mm, waiting_count, state))
        await clock.advance(60)
    assert await rows(platform) == []
    await clock.advance(3600)
    await beat(platform, machine, said(4, 700))
    assert await rows(platform) == [("01:00", 3, 1, 4, 600)]
    await clock.advance(5 * 3600)
    await beat(platform, machine, said(5, 700))
    assert await rows(platform) == [("01:00", 3, 1, 4, 600), ("02:00", 1, 0, 0, 0)]


async def test_a_machine_that_counts_anew_printed_nothing_below_zero(
    platform: InProcessPlatform, clock: FakeClock
) -> None:
    machine = await platform.enrol()
    await beat(platform, machine, said(1, 9_000))
    await clock.advance(3600)
    await beat(platform, machine, said(2, 10))
    assert (await rows(platform))[0][-1] == 0


async def test_hours_go_after_two_weeks(platform: InProcessPlatform, clock: FakeClock) -> None:
    machine = await platform.enrol()
    for number in (1, 2, 3):
        await beat(platform, machine, said(number))
        await clock.advance(3600)
    assert [at for at, *_ in await rows(platform)] == ["01:00", "02:00"]
    await clock.advance(timedelta(days=13, hours=21).total_seconds())
    await beat(platform, machine, said(4))
    assert [at for at, *_ in await rows(platform)] == ["02:00", "03:00"]


async def test_the_end_of_the_paper_is_told_from_the_hours(platform: InProcessPlatform, clock: FakeClock) -> None:
    machine = await platform.enrol()
    for number in range(1, 27):
        await beat(platform, machine, said(number, 100 * number, left_mm=750))
        heard_at = clock.now()
        await clock.advance(3600)
    paper = (await last_beat(platform))["paper"]
    assert (paper["printed_mm"], paper["slips_left_count"]) == (2_600, 3)
    assert paper["runs_out_at"][:13] == f"{heard_at + timedelta(hours=8):%Y-%m-%dT%H}"


async def test_staff_are_told_of_each_device_since_when_by_the_platforms_own_clock(
    platform: InProcessPlatform, clock: FakeClock
) -> None:
    machine = await platform.enrol()
    await beat(platform, machine, replace(said(1, state="cover_open"), at=clock.now() - timedelta(days=900)))
    since = (clock.now() - timedelta(seconds=90)).isoformat().replace("+00:00", "Z")
    assert (await last_beat(platform))["devices"] == [
        {"role": "id_card", "state": "cover_open", "since": since},
        {"role": "voice", "state": "ok", "since": None},
    ]


async def test_a_terminal_of_before_says_nothing_of_devices_and_is_heard(
    platform: InProcessPlatform, clock: FakeClock
) -> None:
    machine: EnrolledTerminal = await platform.enrol()
    old = json.loads(encode(heartbeat(1)))
    del old["devices"], old["paper"]
    async with platform.http(machine.signer) as http:
        assert (await http.post("/v1/heartbeats", json=old)).status_code == 200
    seen = await last_beat(platform)
    assert (seen["devices"], seen["paper"]) == ([], None)


@pytest.mark.parametrize(
    "device", [{"role": "id card"}, {"state": "<b>"}, {"lasts_s": -1}, {"lasts_s": 1e300}, {"x": 1}]
)
async def test_a_device_that_cannot_be_read_is_refused(platform: InProcessPlatform, device: dict[str, Any]) -> None:
    machine = await platform.enrol()
    told = json.loads(encode(said(1)))
    told["devices"][0] |= device
    async with platform.http(machine.signer) as http:
        assert (await http.post("/v1/heartbeats", json=told)).status_code == 400
