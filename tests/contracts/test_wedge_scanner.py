"""A scanner set to be a keyboard and grabbed: the same codes as by a serial port, from its keys."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from devices.contracts.health import Health
from devices.contracts.results import DeviceGone
from devices.contracts.scanner import Scanned, ScannerStatus, ScanUnusable
from devices.contracts.statuses import Statuses
from devices.emulators.input_device import InputDeviceEmulator
from devices.links.fed import MOST_WAITING_BYTES
from devices.links.streams import tcp_link
from devices.scanners.keyboard import Keyboard
from devices.scanners.scanner import LinkScanner, WindowScanner
from kiosk.session.availability import code_readable
from tests.helpers.flying_time import FLYING, flying_loop
from tests.helpers.loop_turns import a_few_turns

pytestmark = pytest.mark.anyio
Bench = tuple[LinkScanner, InputDeviceEmulator]


@pytest.fixture
def anyio_backend() -> object:
    return FLYING


async def until(scanner: LinkScanner, health: Health) -> ScannerStatus:
    async with asyncio.timeout(30):
        async for status in scanner.watch():
            if status.health is health:
                return status
    raise AssertionError("the scanner was closed")


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    machine = InputDeviceEmulator()
    await machine.start()
    link = tcp_link(machine.host, machine.port)
    scanner = LinkScanner(link, translator=Keyboard, monotonic=flying_loop().time)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(scanner.run())
        await until(scanner, Health.ONLINE)
        yield scanner, machine
        running.cancel()
        await scanner.close()
        await machine.close()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("BMQ1:HSL3-260421-00373:2604210941:5F3A9C01:mfrgg_ZDF+/=", None),
        ("槐树里社区 张桂兰/Zhang", None),
        ("~!@#$%^&*()_+{}|:\"<>?`-=[]\\;',./", None),
        ("x" * 4097, ScanUnusable("too_long")),
    ],
)
async def test_what_is_typed_is_the_code(bench: Bench, typed: str, told: object) -> None:
    scanner, machine = bench
    asked = asyncio.create_task(scanner.scan(10))
    await a_few_turns()
    machine.type(typed)
    assert await asked == (told or Scanned(typed))


async def test_an_untouched_scanner_is_there_and_one_that_hangs_is_not(bench: Bench) -> None:
    scanner, machine = bench
    await asyncio.sleep(ScannerStatus.AGE_LIMIT_S * 2)
    assert scanner.status.aged(flying_loop().time()).health is Health.ONLINE
    machine.hang()
    await until(scanner, Health.NO_DEVICE)
    assert await scanner.scan(1) == DeviceGone("gone")
    machine.hang(False)
    await until(scanner, Health.ONLINE)


# ── one that may not be grabbed, and types into the window ─────────────────────────────────────────────────────


@pytest.fixture
async def in_window() -> AsyncIterator[WindowScanner]:
    scanner = WindowScanner(monotonic=flying_loop().time)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(scanner.run())
        await a_few_turns()
        yield scanner
        running.cancel()
        await scanner.close()


async def test_what_the_guard_hands_over_is_a_code(in_window: WindowScanner) -> None:
    asked = asyncio.create_task(in_window.scan(10))
    await a_few_turns()
    for piece in ("槐树里", "-003", "73", "\r"):
        in_window.typed(piece)
        await asyncio.sleep(0.01)
    assert await asked == Scanned("槐树里-00373")


async def test_a_scanner_that_has_not_typed_for_long_is_unknown_and_can_be_asked(in_window: WindowScanner) -> None:
    await asyncio.sleep(ScannerStatus.AGE_LIMIT_S * 2)
    status = in_window.status.aged(flying_loop().time())
    assert status.health is Health.UNKNOWN
    assert code_readable(Statuses(scanner=status)), "the list of cases does not say that a slip can be held there"
    asked = asyncio.create_task(in_window.scan(10))
    await a_few_turns()
    in_window.typed("HSL3-260421-00373\r")
    assert await asked == Scanned("HSL3-260421-00373")
    assert in_window.status.aged(flying_loop().time()).health is Health.ONLINE


async def test_a_scanner_that_types_without_end_fills_no_memory(in_window: WindowScanner) -> None:
    asked = asyncio.create_task(in_window.scan(10))
    await a_few_turns()
    for _ in range(40):
        in_window.typed("0" * 4096)
    assert len(in_window._keys._waiting) <= MOST_WAITING_BYTES
    assert await asked == ScanUnusable("too_long")


async def test_a_code_shown_in_the_moment_in_which_it_is_asked_for_is_read(in_window: WindowScanner) -> None:
    """It went by while the question waited for its turn: nobody shows a code twice that the scanner has beeped at."""
    asked = asyncio.create_task(in_window.scan(10))
    await asyncio.sleep(0)
    in_window.typed("HSL3-260421-00373\r")
    assert await asked == Scanned("HSL3-260421-00373")
