"""Whoever answers at a device's address and is none of its kind: no driver takes a word of it for the device's.

A flood, a web server's page in reply to every question, and random bytes at the pace of a serial port; against every
driver that has a wire on the network.
"""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from devices.contracts.device import Device
from devices.contracts.health import FAULTS, DeviceStatus, Health
from devices.emulators.tcp_door import TcpDoor
from devices.registry import Options, create_device

pytestmark = pytest.mark.anyio
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
PAGE = (
    b"HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: 98\r\n\r\n"
    b"<!DOCTYPE html><html><head><title>400</title></head><body>Use port 443, please. Squawk.</body></html>"
)
ROLES: dict[str, str] = {
    "receipt_printer": "escpos-tcp",
    "keypad": "hid-keypad",
    "headphones": "evdev-jack",
    "help_button": "evdev-button",
    "scanner": "wedge-scanner",
    "power": "nut",
    "microphone": "microphone-network",
    "camera": "http-snapshot",
    "voice": "espeak-network",
    "page_printer": "ipp",
}
LONG_ENOUGH_S = 2.0


async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"\x12" * 65536)
        await writer.drain()


async def page(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while await reader.read(4096):
        writer.write(PAGE)
        await writer.drain()


async def endless_page(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(PAGE)
        await asyncio.sleep(0.02)


async def noise(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    chance = random.Random(421)
    while True:
        writer.write(chance.randbytes(chance.randrange(1, 64)))
        await asyncio.sleep(0.005)


async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    chance = random.Random(37)
    while True:
        writer.write(chance.randbytes(1))
        await asyncio.sleep(0.002)


@asynccontextmanager
async def at_an_address(talk: Talk) -> AsyncIterator[int]:
    door = TcpDoor(talk)
    try:
        yield await door.open("127.0.0.1", 0)
    finally:
        await door.close()


def options_of(role: str, port: int) -> Options:
    match role:
        case "camera":
            return {"url": f"http://127.0.0.1:{port}/snapshot.jpg"}
        case "page_printer":
            return {"uri": f"ipp://127.0.0.1:{port}/ipp/print"}
        case "power":
            return {"host": "127.0.0.1", "port": port, "ups": "kiosk"}
        case _:
            return {"host": "127.0.0.1", "port": port}


async def seen_of(device: Device[DeviceStatus], seen: list[DeviceStatus]) -> None:
    async for status in device.watch():
        seen.append(status)


@pytest.mark.parametrize("talk", [flood, page, endless_page, noise, drip])
async def test_nothing_it_says_is_taken_for_a_device_s_state(talk: Talk) -> None:
    """A web server's page read as a receipt printer that was well and had paper."""
    async with at_an_address(talk) as port, asyncio.TaskGroup() as group:
        devices = {role: create_device(role, driver, options_of(role, port)) for role, driver in ROLES.items()}
        seen: dict[str, list[DeviceStatus]] = {role: [] for role in devices}
        tasks = [group.create_task(device.run()) for device in devices.values()]
        tasks += [group.create_task(seen_of(device, seen[role])) for role, device in devices.items()]
        late_s = 0.0
        ends_s = time.monotonic() + LONG_ENOUGH_S
        while (now_s := time.monotonic()) < ends_s:  # the loop has time for everybody
            await asyncio.sleep(0.01)
            late_s = max(late_s, time.monotonic() - now_s - 0.01)
        for task in tasks:
            task.cancel()
    for device in devices.values():
        await device.close()
    taken = {role: status for role, told in seen.items() for status in told if status.health not in FAULTS}
    assert {role: status for role, status in taken.items() if status.health is not Health.STARTING} == {}
    assert {role for role, told in seen.items() if status_is_known(told[-1])} == set()
    assert late_s < 1.5, "it held the others up"


def status_is_known(status: DeviceStatus) -> bool:
    """Something of its own is told."""
    return any(getattr(status, name) != nothing for name, nothing in status.nothing_known().items())
