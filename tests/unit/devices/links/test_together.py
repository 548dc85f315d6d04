"""Work side by side: the first to end ends all, and whoever cancels it is obeyed at every moment."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus
from devices.emulators.tcp_door import TcpDoor
from devices.links.together import together
from devices.registry import create_device

pytestmark = pytest.mark.anyio
Turns = Callable[[], Awaitable[None]]


async def fall_after(turns: int) -> None:
    for _ in range(turns):
        await asyncio.sleep(0)
    raise OSError("rubbish")


async def end_slowly(log: list[str]) -> None:
    try:
        await asyncio.Event().wait()
    finally:
        for _ in range(5):
            await asyncio.sleep(0)
        log.append("ended")


async def test_the_first_to_fall_is_told_and_the_other_has_ended_by_then() -> None:
    log: list[str] = []
    with pytest.raises(OSError, match="rubbish"):
        await together(end_slowly(log), fall_after(3))
    assert log == ["ended"]


@pytest.mark.parametrize("turns", range(1, 14))
async def test_who_cancels_while_it_falls_is_obeyed(turns: int) -> None:
    log: list[str] = []
    both = asyncio.ensure_future(together(end_slowly(log), fall_after(3)))
    for _ in range(turns):
        await asyncio.sleep(0)
    is_late = both.done()
    both.cancel()
    await asyncio.wait((both,))
    assert log == ["ended"]
    assert both.cancelled() is not is_late


async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"\x12" * 65536)
        await writer.drain()


@pytest.mark.parametrize(("role", "driver"), [("receipt_printer", "escpos-tcp"), ("voice", "espeak-network")])
async def test_a_driver_that_was_switched_off_in_a_flood_went_on_for_ever(role: str, driver: str) -> None:
    door = TcpDoor(flood)
    port = await door.open("127.0.0.1", 0)
    left = []
    for turns in range(0, 90, 3):
        device: Device[DeviceStatus] = create_device(role, driver, {"host": "127.0.0.1", "port": port})
        running = asyncio.ensure_future(device.run())
        for _ in range(turns):
            await asyncio.sleep(0)
        running.cancel()
        await asyncio.wait((running,), timeout=5)
        left += [] if running.done() else [turns]
        running.cancel()
        await device.close()
    await door.close()
    assert left == []
