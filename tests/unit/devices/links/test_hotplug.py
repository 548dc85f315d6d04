"""The kernel's word on new devices cuts the drivers' waits short; without it they wait."""

import asyncio
import builtins
import importlib.util
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from devices.contracts.health import Health
from devices.emulators.scanner import ScannerEmulator
from devices.hub import Hub
from devices.links import hotplug
from devices.links.pause import PlugBell
from devices.links.streams import serial_link
from devices.registry import Devices
from devices.scanners.scanner import LinkScanner

pytestmark = pytest.mark.anyio
UEVENT = Path("/sys/class/tty/tty/uevent")
hears_the_kernel = pytest.mark.skipif(
    not os.access(UEVENT, os.W_OK) or importlib.util.find_spec("pyudev") is None,
    reason="makes a real event of the kernel's: needs root, and pyudev",
)


@dataclass
class Told:
    action: str


class Netlink:
    """A monitor whose events the test makes."""

    def __init__(self) -> None:
        self.ours, self._theirs = os.pipe()
        self.events: list[Told | OSError | None] = []

    def fileno(self) -> int:
        return self.ours

    def poll(self, timeout: float) -> Told | None:
        os.read(self.ours, 1)
        event = self.events.pop(0)
        if isinstance(event, OSError):
            raise event
        return event

    def happens(self, *events: Told | OSError | None) -> None:
        self.events += events
        os.write(self._theirs, b"x" * len(events))

    def close(self) -> None:
        os.close(self.ours)
        os.close(self._theirs)


class CountingBell(PlugBell):
    rings = 0

    def ring(self) -> None:
        self.rings += 1
        super().ring()


@pytest.fixture
async def netlink(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Netlink, CountingBell]]:
    netlink, bell = Netlink(), CountingBell()
    monkeypatch.setattr(hotplug, "_monitor", lambda source: netlink)
    listening = asyncio.create_task(hotplug.listen(bell))
    yield netlink, bell
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    netlink.close()


async def rung(bell: CountingBell, count: int) -> None:
    async with asyncio.timeout(5):
        while bell.rings < count:
            await bell.next.wait()


async def test_a_new_device_rings_and_one_that_goes_does_not(netlink: tuple[Netlink, CountingBell]) -> None:
    events, bell = netlink
    events.happens(Told("remove"), Told("unbind"), None, Told("add"), Told("remove"), Told("change"))
    await rung(bell, 2)
    assert (bell.rings, events.events) == (2, [])


async def test_more_events_than_the_kernel_can_keep_ring_too(netlink: tuple[Netlink, CountingBell]) -> None:
    events, bell = netlink
    events.happens(OSError(105, "No buffer space available"))
    await rung(bell, 1)


async def test_without_the_library_nothing_is_heard_and_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_pyudev(name: str, *rest: Any) -> Any:
        if name == "pyudev":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_pyudev)
    await hotplug.listen(PlugBell())


@asynccontextmanager
async def terminal(tmp_path: Path) -> AsyncIterator[tuple[Hub, ScannerEmulator]]:
    """A hub with one scanner, which was unplugged for so long that its driver waits longer and longer."""
    machine = ScannerEmulator(tmp_path / "scanner")
    hub = Hub(Devices(scanner=LinkScanner(serial_link(str(machine.path)), machine.path.exists)))
    async with asyncio.TaskGroup() as group:
        running = group.create_task(hub.run())
        yield hub, machine
        running.cancel()
    await machine.close()


async def until_online(hub: Hub) -> None:
    async for statuses in hub.watch():
        if statuses.scanner is not None and statuses.scanner.health is Health.ONLINE:
            return


def an_event_of_the_kernel() -> None:
    UEVENT.write_text("change")


@hears_the_kernel
async def test_a_driver_tries_again_at_the_kernel_s_own_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hotplug, "UDEV_RUNS", tmp_path / "no-udev-here")
    async with terminal(tmp_path) as (hub, machine):
        await asyncio.sleep(0.7)  # two tries have failed, the next is due in 0.8 s
        machine.plug()
        an_event_of_the_kernel()
        async with asyncio.timeout(0.6):
            await until_online(hub)
