"""What every driver owes the hub while nobody touches anything: its device's own word, before the last grows old."""

import asyncio
import math
from pathlib import Path
from typing import Any

import pytest

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus, Health
from devices.emulators.machines import Machines
from devices.hub import Hub
from devices.lights import sysfs
from devices.registry import create_devices
from tests.helpers.chip_bench import cause_without_chips, unstarted_chip_readers
from tests.helpers.flying_time import FLYING, SPEED, Backend

pytestmark = pytest.mark.anyio
LOOKED_S = 26.0


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


async def longest_silence_s(device: Device[DeviceStatus]) -> float:
    """Of the loop's time, in which drivers ask; their statuses are stamped by the wall's."""
    loop = asyncio.get_running_loop()
    confirmed_s, at_s, longest_s = device.status.last_confirmed_s, loop.time(), 0.0
    ends_s = at_s + LOOKED_S
    while loop.time() < ends_s:
        await asyncio.sleep(0.25)
        if device.status.last_confirmed_s != confirmed_s:
            confirmed_s, at_s = device.status.last_confirmed_s, loop.time()
        longest_s = max(longest_s, loop.time() - at_s)
    return longest_s


async def test_every_device_confirms_itself_before_its_word_grows_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # two of them look by the wall's time, and the loop's flies
    monkeypatch.setattr(sysfs, "LOOK_S", sysfs.LOOK_S / SPEED)
    chips = None
    if not cause_without_chips():
        from devices.chipcards import threads

        monkeypatch.setattr(threads, "LOOK_S", threads.LOOK_S / SPEED)
        chips = unstarted_chip_readers()
    machines = Machines(tmp_path, pacing=False, chips=chips)
    await machines.start()
    told: dict[str, Any] = machines.connections()
    hub = Hub(create_devices({role: (each["driver"], each["options"]) for role, each in told.items()}))
    running = asyncio.create_task(hub.run())
    present = {name: each for name, each in hub.devices.present().items() if math.inf > each.status.AGE_LIMIT_S}
    async with asyncio.timeout(60):
        while any(each.status.health is not Health.ONLINE for each in present.values()):  # noqa: ASYNC110
            await asyncio.sleep(0.1)  # many may change, and each tells only of itself
    silences_s = dict(
        zip(present, await asyncio.gather(*map(longest_silence_s, present.values())), strict=True)
    )  # fmt: skip
    assert present.keys() | {"voice"} == told.keys()
    assert {name: each for name, each in silences_s.items() if each >= DeviceStatus.AGE_LIMIT_S - 1} == {}
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await machines.close()
