"""The terminals' page: what is said of each first, and that unknown is never shown as well."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from kiosk.wire import DeviceBeat, Heartbeat, PaperBeat
from tests.helpers.console import Browser, browser, let_in
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform
from tests.unit.platform.test_heartbeats import beat, heartbeat

pytestmark = pytest.mark.anyio
QUIET = {"waiting_count": 0, "refused_count": 0, "held_count": 0, "set_aside_count": 0, "dead_letters": []}


@pytest.fixture
async def shop(platform: InProcessPlatform) -> AsyncIterator[Browser]:
    await let_in(platform, "tech", "fleet")
    async with browser(platform) as opened:
        await opened.sign_in("tech")
        yield opened


async def told(shop: Browser) -> str:
    answer = await shop.get("/console/fleet")
    assert answer.status_code == 200
    return answer.text


async def test_a_terminal_that_was_never_heard_of_is_not_well(platform: InProcessPlatform, shop: Browser) -> None:
    assert "还没有自助机" in await told(shop)
    await platform.enrol()
    text = await told(shop)
    assert "还没来过消息" in text
    assert "正常" not in text


async def test_what_is_wrong_is_said_before_what_waits_and_what_is_silent_before_all(
    platform: InProcessPlatform, shop: Browser, clock: FakeClock
) -> None:
    machine = await platform.enrol()
    await beat(platform, machine, heartbeat(1, acknowledged_count=3))
    text = await told(shop)
    assert "要看一看" in text
    assert "平台缺 3 条" in text
    assert "卡住 3 条" in text
    assert "换下的队列 3 个" in text
    assert "最早的等了 1 分钟" in text
    clock.set_wall_clock(clock.now() + timedelta(minutes=6))
    assert "没有消息" in await told(shop)


@pytest.mark.parametrize(
    ("changes", "queue", "said"),
    [
        ({"free_bytes": 9 * 10**9}, {}, "正常"),
        ({"free_bytes": 9 * 10**9}, {"waiting_count": 2}, "有没交上来的"),
        ({"free_bytes": 10**8}, {}, "空间不多"),
        ({"free_bytes": 9 * 10**9, "numbers_left_count": 3}, {}, "号快用完"),
    ],
)
async def test_a_terminal_without_a_doubt_is_what_its_beat_says(
    platform: InProcessPlatform, shop: Browser, changes: dict[str, int], queue: dict[str, int], said: str
) -> None:
    machine = await platform.enrol()
    quiet = heartbeat(1)
    own = msgspec.structs.replace(quiet.queue, **{**QUIET, **queue})
    await beat(platform, machine, msgspec.structs.replace(quiet, queue=own, **changes))
    assert said in await told(shop)


@pytest.mark.parametrize("role", ["community", "street", "department", "supervisor", "administrator"])
async def test_terminals_are_for_those_who_keep_them_running(
    platform: InProcessPlatform, page: Browser, role: str
) -> None:
    await let_in(platform, "li", role, ("qinghe",), "130102")
    await page.sign_in("li")
    assert (await page.get("/console/fleet")).status_code == 403


async def test_what_a_device_lacks_is_said_in_the_technicians_words_and_since_when(
    platform: InProcessPlatform, shop: Browser
) -> None:
    machine = await platform.enrol()
    await beat(
        platform, machine, quiet(devices=[DeviceBeat(role="receipt_printer", state="cover_open", lasts_s=600.0)])
    )
    text = await told(shop)
    assert "设备要看一看" in text
    assert "小票打印机　盖子开着" in text
    assert "4月21日 9:31起" in text


async def test_a_word_of_a_later_program_is_shown_and_is_not_well(platform: InProcessPlatform, shop: Browser) -> None:
    machine = await platform.enrol()
    await beat(platform, machine, quiet(devices=[DeviceBeat(role="palm_reader", state="asleep", lasts_s=None)]))
    text = await told(shop)
    assert "palm_reader　asleep" in text
    assert "设备要看一看" in text


async def test_the_paper_is_told_in_slips_and_with_the_day_and_hour_on_which_it_ends(
    platform: InProcessPlatform, shop: Browser, clock: FakeClock
) -> None:
    machine = await platform.enrol()
    for number in range(1, 50):
        paper = PaperBeat(printed_mm=1_000 * number, slip_count=5 * number, left_mm=40_000)
        await beat(platform, machine, quiet(number, paper=paper))
        clock.set_wall_clock(clock.now() + timedelta(hours=1))
    await shop.sign_in("tech")
    assert "约剩 200 张" in await told(shop)
    assert "星期一（4月27日）1:00 用完" in await told(shop)
    await beat(platform, machine, quiet(50, paper=PaperBeat(printed_mm=50_000, slip_count=250, left_mm=3_000)))
    assert "小票纸快完" in await told(shop)
    await beat(platform, machine, quiet(51, paper=PaperBeat(printed_mm=50_000, slip_count=250, left_mm=None)))
    assert "不知道剩多少" in await told(shop)


async def test_what_waits_at_a_silent_terminal_grows_old(
    platform: InProcessPlatform, shop: Browser, clock: FakeClock
) -> None:
    machine = await platform.enrol()
    await beat(platform, machine, heartbeat(1))
    clock.set_wall_clock(clock.now() + timedelta(days=3))
    await shop.sign_in("tech")
    assert "最早的等了 3 天" in await told(shop)


def quiet(number: int = 1, **changes: Any) -> Heartbeat:
    plain = heartbeat(number)
    queue = msgspec.structs.replace(plain.queue, **QUIET)
    return msgspec.structs.replace(plain, queue=queue, free_bytes=9 * 10**9, **changes)
