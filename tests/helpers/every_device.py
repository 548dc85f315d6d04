"""A device under its contract and a hand on it: the emulated machine moved by orders, or the real one by a person.

emulated    the driver on the emulator's wire, as `devices.emulators` tells how it is reached
hardware    `pytest -m hardware -s --terminal FILE`: the driver that this configuration of a terminal names
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus, Health
from devices.emulators.control import Hands
from devices.emulators.machines import Machines
from devices.registry import create_device
from kiosk.config import load_settings
from tests.helpers.chip_bench import cause_without_chips, unstarted_chip_readers

CHIP_ROLES = ("social_card", "staff_card")
PERSONS_PATIENCE_S = 120.0
Seen = Callable[[Machines], bool]


class Hand(Protocol):
    """What is done to the device, and what is seen of it from outside."""

    async def does(self, what: str, *orders: tuple[str, dict[str, Any]]) -> None: ...

    async def sees(self, what: str, seen: Seen) -> bool: ...


class EmulatedHand:
    def __init__(self, machines: Machines) -> None:
        self._machines = machines
        self._hands = Hands(machines)

    async def does(self, what: str, *orders: tuple[str, dict[str, Any]]) -> None:
        for name, how in orders:
            await self._hands.do(name, **how)

    async def sees(self, what: str, seen: Seen) -> bool:
        return seen(self._machines)


class PersonsHand:
    """Asks at the terminal that pytest was started from; needs `-s`."""

    async def does(self, what: str, *orders: tuple[str, dict[str, Any]]) -> None:
        await asyncio.to_thread(input, f"\n>>> please {what}, then press Enter ")

    async def sees(self, what: str, seen: Seen) -> bool:
        return (await asyncio.to_thread(input, f"\n>>> {what}? [y/n] ")).strip().lower().startswith("y")


@dataclass
class Bench:
    """The running driver and the hand."""

    device: Any
    hand: Hand
    is_emulated: bool

    async def until(self, wanted: Callable[[Any], bool]) -> Any:
        async with asyncio.timeout(PERSONS_PATIENCE_S):
            async for status in self.device.watch():
                if wanted(status):
                    return status
        raise AssertionError("the device was closed")

    async def online(self) -> Any:
        return await self.until(lambda status: status.health is Health.ONLINE)

    async def comes_and_goes(self, unplug: str, plug: str) -> None:
        """Unplugged it is told as gone, and it comes back by itself."""
        await self.hand.does("pull the device's plug", (unplug, {}))
        await self.until(lambda status: status.health in (Health.NO_DEVICE, Health.OFFLINE))
        await self.hand.does("put the plug back", (plug, {}))
        await self.online()


def named(role: str, config: pytest.Config) -> tuple[str, dict[str, str | int | float | bool]]:
    """Driver and options of a role by `--terminal FILE`; skips, with the reason, where nothing is named."""
    path = config.getoption("--terminal")
    if path is None:
        pytest.skip("no terminal named: pytest -m hardware -s --terminal terminal.toml")
    chosen = load_settings(Path(path)).devices.chosen()
    if role not in chosen:
        pytest.skip(f"{path} has no [devices.{role}]")
    return chosen[role]


@asynccontextmanager
async def bench_for(role: str, kind: str, folder: Path, config: pytest.Config) -> AsyncIterator[Bench]:
    """The device of a role, `emulated` or `hardware`, its driver at work."""
    if kind == "hardware":
        driver, options = named(role, config)
        async with _running(create_device(role, driver, options)) as device:
            yield Bench(device, PersonsHand(), is_emulated=False)
        return
    if role in CHIP_ROLES and cause_without_chips():
        pytest.skip(cause_without_chips())
    machines = Machines(folder, pacing=False, chips=unstarted_chip_readers() if role in CHIP_ROLES else None)
    await machines.start()
    try:
        reached: Any = machines.connections()[role]
        async with _running(create_device(role, reached["driver"], reached["options"])) as device:
            yield Bench(device, EmulatedHand(machines), is_emulated=True)
    finally:
        await machines.close()


@asynccontextmanager
async def _running(device: Device[DeviceStatus]) -> AsyncIterator[Device[DeviceStatus]]:
    async with asyncio.TaskGroup() as group:
        work = group.create_task(device.run())
        try:
            yield device
        finally:
            work.cancel()
            await device.close()
