"""One exclusive, cancellable, time-limited command at a time, past which the status goes: of every device that is asked
for something. Whose turn it is, `kiosk/decisions/0020` says for each; what the voice does is in `test_voice`.

    id card, social-security card, staff card, scanner, microphone    the newest: the older ends with Cancelled
    camera, receipt printer, A4 printer                               in the order they came
"""

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from devices.contracts.camera import Frame
from devices.contracts.health import FAULTS
from devices.contracts.page_printer import PageJob
from devices.contracts.printer import Feed, Paper, PrintDocument, Printed, TextLine
from devices.contracts.results import Cancelled, DeviceGone
from devices.contracts.smart_card import Conversation
from tests.helpers.every_device import Bench, bench_for
from tests.helpers.loop_turns import a_few_turns

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(120)]
Order = tuple[str, dict[str, Any]]
Ask = Callable[[Any, float], Awaitable[Any]]
SLIP = PrintDocument(576, 16, (*(TextLine(f"便民桥 · 第 {n} 行", 32, 46) for n in range(8)), Feed(64)))


async def nothing(_: Conversation) -> None:
    """No staff card is put in here."""


NEWEST_WINS: dict[str, tuple[Ask, Order]] = {
    "id_card": (lambda reader, wait_s: reader.read(wait_s), ("reader.unplug", {})),
    "social_card": (lambda slot, wait_s: slot.read(wait_s), ("chip.service_kill", {})),
    "staff_card": (lambda slot, wait_s: slot.talk(nothing, wait_s), ("chip.service_kill", {})),
    "scanner": (lambda scanner, wait_s: scanner.scan(wait_s), ("scanner.unplug", {})),
    "microphone": (lambda microphone, most_s: microphone.record(lambda _: None, most_s), ("microphone.unplug", {})),
}
"""Role → a command that waits for a person, and how its device goes away meanwhile."""


def page() -> PageJob:
    pdf = io.BytesIO()
    Image.new("L", (595, 842), 255).save(pdf, "PDF")
    return PageJob(pdf.getvalue(), "trial")


IN_ORDER: dict[str, tuple[Ask, type, Order]] = {
    "camera": (lambda camera, most_s: camera.capture(most_s), Frame, ("camera.delay", {"delay_ms": 200})),
    "receipt_printer": (
        lambda printer, _: printer.print(SLIP, lambda _: None),
        Printed,
        ("printer.delay", {"delay_ms": 20}),
    ),
    "page_printer": (
        lambda printer, _: printer.print(page(), lambda _: None),
        Printed,
        ("pages.delay", {"delay_ms": 50}),
    ),
}


@pytest.fixture
async def bench(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench_for(request.param, "emulated", tmp_path / "devices", request.config) as bench:
        await bench.online()
        yield bench


def on(*roles: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("bench", "role"), [(role, role) for role in roles], indirect=["bench"], ids=roles)


async def given_up(command: "asyncio.Future[Any]") -> None:
    command.cancel()
    await asyncio.gather(command, return_exceptions=True)


@on(*NEWEST_WINS)
async def test_the_newer_wish_makes_the_older_pointless(bench: Bench, role: str) -> None:
    ask, _ = NEWEST_WINS[role]
    older = asyncio.ensure_future(ask(bench.device, 60))
    await asyncio.sleep(0.05)
    newer = asyncio.ensure_future(ask(bench.device, 60))
    async with asyncio.timeout(5):
        assert await older == Cancelled()
    assert not newer.done()
    await given_up(newer)


@on(*NEWEST_WINS)
async def test_whoever_goes_away_leaves_the_device_to_the_next_who_waits_no_longer_than_they_would(
    bench: Bench, role: str
) -> None:
    ask, _ = NEWEST_WINS[role]
    first = asyncio.ensure_future(ask(bench.device, 60))
    await asyncio.sleep(0.05)
    await given_up(first)
    async with asyncio.timeout(10):
        assert await ask(bench.device, 0.3) not in (None, Cancelled())


@on(*NEWEST_WINS)
async def test_that_the_device_is_gone_is_told_past_whoever_waits_and_to_them(bench: Bench, role: str) -> None:
    ask, (unplug, how) = NEWEST_WINS[role]
    waiting = asyncio.ensure_future(ask(bench.device, 60))
    await asyncio.sleep(0.05)
    await bench.hand.does("pull the device's plug", (unplug, how))
    async with asyncio.timeout(20):
        await bench.until(lambda status: status.health in FAULTS)
        assert isinstance(await waiting, DeviceGone)


@on(*IN_ORDER)
async def test_two_at_once_are_done_one_after_the_other_and_both(bench: Bench, role: str) -> None:
    ask, done, slow = IN_ORDER[role]
    await bench.hand.does("let it take its time", slow)
    ended: list[int] = []

    async def asked(number: int) -> object:
        result = await ask(bench.device, 30)
        ended.append(number)
        return result

    async with asyncio.timeout(60):
        results = await asyncio.gather(*(asked(number) for number in range(3)))
    assert ended == [0, 1, 2]
    assert [type(result) for result in results] == [done] * 3


@on("camera")
async def test_a_camera_that_hangs_costs_whoever_waits_for_their_turn_no_more_than_their_time(
    bench: Bench, role: str
) -> None:
    ask = IN_ORDER[role][0]
    await bench.hand.does("let it hang", ("camera.fault", {"kind": "silent"}))
    async with asyncio.timeout(10):
        results = await asyncio.gather(ask(bench.device, 0.3), ask(bench.device, 0.6))
        await bench.until(lambda status: status.health in FAULTS)
    assert set(results) == {DeviceGone("silent")}
    await bench.hand.does("heal it", ("camera.fault", {}))
    first = asyncio.ensure_future(ask(bench.device, 30))
    await a_few_turns()
    await given_up(first)
    assert isinstance(await ask(bench.device, 30), Frame)


ENDS: dict[str, Order] = {
    "receipt_printer": ("printer.paper_out", {"after_dots": 60}),
    "page_printer": ("pages.reason", {"reason": "paper_out"}),
}


@on(*ENDS)
async def test_no_paper_is_told_past_a_print_that_waits_and_so_is_that_nobody_wants_it(bench: Bench, role: str) -> None:
    ask = IN_ORDER[role][0]
    printing, waiting = (asyncio.ensure_future(ask(bench.device, 0)) for _ in range(2))
    await bench.hand.does("let the paper end in mid-print", ENDS[role])
    async with asyncio.timeout(20):
        await bench.until(lambda status: status.paper is Paper.OUT)
        assert not waiting.done()
        bench.device.cancel()
        results = await asyncio.gather(printing, waiting)
    assert not any(isinstance(result, Printed) for result in results)
