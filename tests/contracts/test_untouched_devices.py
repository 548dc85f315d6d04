"""What every driver owes the hub while nobody touches anything: its device's own word, before the last grows old."""

import asyncio
import math
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from devices.contracts.device import Device
from devices.contracts.health import FAULTS, DeviceStatus, Health
from devices.emulators.machines import Machines
from devices.hub import Hub
from devices.registry import create_devices
from tests.helpers.chip_bench import cause_without_chips, unstarted_chip_readers
from tests.helpers.flying_time import FLYING, SPEED, Backend

pytestmark = pytest.mark.anyio
LOOKED_S = 26.0


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


def said_at(device: Device[DeviceStatus]) -> float:
    """When the device last said, or its driver last found, what is told of it."""
    return max(device.status.last_confirmed_s, device.status.last_found_s)


async def longest_silence_s(device: Device[DeviceStatus]) -> float:
    """Of the loop's time, in which drivers ask; their statuses are stamped by the wall's."""
    loop = asyncio.get_running_loop()
    said_s, at_s, longest_s = said_at(device), loop.time(), 0.0
    ends_s = at_s + LOOKED_S
    while loop.time() < ends_s:
        await asyncio.sleep(0.25)
        if said_at(device) != said_s:
            said_s, at_s = said_at(device), loop.time()
        longest_s = max(longest_s, loop.time() - at_s)
    return longest_s


async def until_all(devices: Iterable[Device[DeviceStatus]], holds: Callable[[Health], bool]) -> None:
    async with asyncio.timeout(120):
        while not all(holds(each.status.health) for each in devices):  # noqa: ASYNC110
            await asyncio.sleep(0.1)  # many may change, and each tells only of itself


async def test_every_device_is_heard_of_before_its_word_grows_old_and_found_gone_before_that_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chips = None
    if not cause_without_chips():
        from devices.chipcards import threads

        monkeypatch.setattr(threads, "LOOK_S", threads.LOOK_S / SPEED)  # by the wall's time, and the loop's flies
        chips = unstarted_chip_readers()
    machines = Machines(tmp_path, pacing=False, chips=chips)
    await machines.start()
    told: dict[str, Any] = machines.connections()
    hub = Hub(create_devices({role: (each["driver"], each["options"]) for role, each in told.items()}))
    running = asyncio.create_task(hub.run())
    present = {name: each for name, each in hub.devices.present().items() if math.inf > each.status.AGE_LIMIT_S}
    assert present.keys() | {"voice"} == told.keys()
    await until_all(present.values(), lambda health: health is Health.ONLINE)
    assert await silent_for(present, DeviceStatus.AGE_LIMIT_S - 1) == {}
    await machines.close()
    await until_all(present.values(), lambda health: health in FAULTS)
    assert await silent_for(present, DeviceStatus.FAULT_AGE_LIMIT_S / 2) == {}
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def silent_for(devices: Mapping[str, Device[DeviceStatus]], longest_s: float) -> dict[str, float]:
    """The devices of which nothing was heard for longer."""
    silences_s = zip(devices, await asyncio.gather(*map(longest_silence_s, devices.values())), strict=True)
    return {name: each for name, each in silences_s if each >= longest_s}
