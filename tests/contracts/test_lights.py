"""What guidance lights owe the kiosk, held by the driver on an emulated panel of LEDs."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.contracts.health import Health
from devices.contracts.lights import Flash, Light, LightSet, LightsStatus
from devices.contracts.results import DeviceGone
from devices.emulators.leds import LedPanelEmulator
from devices.lights.sysfs import SysfsLights
from tests.helpers.flying_time import FLYING, flying_loop

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> object:
    return FLYING


@dataclass
class Bench:
    lights: SysfsLights
    panel: LedPanelEmulator

    async def until(self, wanted: Callable[[LightsStatus], bool]) -> LightsStatus:
        async with asyncio.timeout(60):
            async for status in self.lights.watch():
                if wanted(status):
                    return status
        raise AssertionError("the lights were closed")

    async def online(self) -> None:
        await self.until(lambda status: status.health is Health.ONLINE)

    async def flashes(self, slot: str, seconds_s: float) -> int:
        """How often a light went on while somebody looked."""
        loop, count, before = flying_loop(), 0, True
        until_s = loop.time() + seconds_s
        while loop.time() < until_s:
            now = slot in self.panel.lit()
            count, before = count + (now and not before), now
            await asyncio.sleep(0.05)
        return count


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    panel = LedPanelEmulator(tmp_path / "leds")
    panel.plug()
    names = {Light(slot): name for slot, name in panel.names().items() if slot != "camera"}
    lights = SysfsLights(names, panel.folder, monotonic=flying_loop().time)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(lights.run())
        bench = Bench(lights, panel)
        await bench.online()
        yield bench
        running.cancel()
        await lights.close()
    assert panel.lit() == []


async def test_a_light_shines_at_once_and_until_it_is_told_otherwise(bench: Bench) -> None:
    assert await bench.lights.show(Light.ID_CARD, Flash.ON) == LightSet()
    assert bench.panel.lit() == ["id_card"]
    await asyncio.sleep(5)
    assert bench.panel.lit() == ["id_card"]
    assert bench.lights.status.shown == {Light.ID_CARD: Flash.ON}
    assert await bench.lights.show(Light.ID_CARD, Flash.OFF) == LightSet()
    assert (bench.panel.lit(), bench.lights.status.shown) == ([], {})


@pytest.mark.parametrize(("flash", "per_8_s"), [(Flash.SLOW, 4), (Flash.MEDIUM, 8), (Flash.QUICK, 16)])
async def test_a_light_flashes_at_its_rate(bench: Bench, flash: Flash, per_8_s: int) -> None:
    await bench.lights.show(Light.SCANNER, flash)
    await bench.lights.show(Light.HELP, Flash.ON)
    assert await bench.flashes("scanner", 8.0) == pytest.approx(per_8_s, abs=1)
    assert "help" in bench.panel.lit()


async def test_the_kernels_own_blinking_is_ended(bench: Bench) -> None:
    triggers = {(led / "trigger").read_text() for led in bench.panel.folder.iterdir() if "camera" not in led.name}
    assert triggers == {"none"}


async def test_lights_that_come_back_are_set_again_also_to_what_was_asked_meanwhile(bench: Bench) -> None:
    await bench.lights.show(Light.ID_CARD, Flash.ON)
    bench.panel.unplug()
    assert (await bench.until(lambda status: status.health is not Health.ONLINE)).health is Health.NO_DEVICE
    assert await bench.lights.show(Light.KEYPAD, Flash.ON) == DeviceGone("gone")
    bench.panel.plug()
    await bench.online()
    assert bench.panel.lit() == ["id_card", "keypad"]


async def test_one_light_that_fell_off_is_seen_although_nobody_sets_it(bench: Bench) -> None:
    bench.panel.spoil("help")
    await bench.until(lambda status: status.health is Health.NO_DEVICE)


async def test_a_light_this_terminal_has_not_is_told(bench: Bench) -> None:
    assert await bench.lights.show(Light.CAMERA, Flash.ON) == DeviceGone("no_such_light")


async def test_dark_lights_are_confirmed_for_as_long_as_they_are_there(bench: Bench) -> None:
    await asyncio.sleep(LightsStatus.AGE_LIMIT_S * 2)
    assert bench.lights.status.aged(flying_loop().time()).health is Health.ONLINE
