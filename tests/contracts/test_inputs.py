"""What keypad, help button, headphone jack and proximity owe the kiosk, held by their drivers on emulated devices."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus, Health
from devices.contracts.keypad import Key, KeyPress
from devices.contracts.sensing import HeadphoneStatus, HelpButtonStatus, ProximityStatus
from devices.emulators.input_device import FAULTS, HEADPHONES, SOMEBODY_NEAR, InputDeviceEmulator
from devices.inputs.evdev import KEYS, EvdevButton, EvdevKeypad, EvdevSwitch
from devices.links.input_events import SW_FRONT_PROXIMITY, SW_HEADPHONE_INSERT
from devices.links.streams import tcp_link
from tests.helpers.flying_time import FLYING, flying_loop

pytestmark = pytest.mark.anyio
PATIENCE_S = 60.0


@pytest.fixture
def anyio_backend() -> object:
    return FLYING


@dataclass
class Bench:
    """A device of one kind, its driver running, and what was heard of it."""

    driver: Any
    machine: InputDeviceEmulator
    heard: list[object] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def until(self, wanted: Callable[[Any], bool]) -> Any:
        async with asyncio.timeout(PATIENCE_S):
            async for status in self.driver.watch():
                if wanted(status):
                    return status
        raise AssertionError("the driver was closed")

    async def online(self) -> Any:
        return await self.until(lambda status: status.health is Health.ONLINE)

    async def until_heard(self, count: int) -> list[object]:
        async with asyncio.timeout(PATIENCE_S):
            while len(self.heard) < count:
                self.arrived.clear()
                await self.arrived.wait()
        return self.heard


@asynccontextmanager
async def running(driver: Device[DeviceStatus], machine: InputDeviceEmulator) -> AsyncIterator[Bench]:
    bench = Bench(driver, machine)

    async def listen(happenings: AsyncIterator[object]) -> None:
        async for each in happenings:
            bench.heard.append(each)
            bench.arrived.set()

    async with asyncio.TaskGroup() as group:
        task = group.create_task(driver.run())
        if isinstance(driver, EvdevKeypad):
            group.create_task(listen(driver.presses()))
        if isinstance(driver, EvdevButton):
            group.create_task(listen(driver.calls()))
        await bench.online()
        yield bench
        task.cancel()
        await driver.close()
        await machine.close()


async def plugged_in(switches: dict[int, bool] | None = None) -> InputDeviceEmulator:
    machine = InputDeviceEmulator(switches or {})
    await machine.start()
    return machine


@asynccontextmanager
async def keypad(keys: dict[Key, int] | None = None) -> AsyncIterator[Bench]:
    machine = await plugged_in()
    driver = EvdevKeypad(tcp_link(machine.host, machine.port), keys or KEYS, monotonic=flying_loop().time)
    async with running(driver, machine) as bench:
        yield bench


@asynccontextmanager
async def help_button() -> AsyncIterator[Bench]:
    machine = await plugged_in()
    driver = EvdevButton(tcp_link(machine.host, machine.port), monotonic=flying_loop().time)
    async with running(driver, machine) as bench:
        yield bench


@asynccontextmanager
async def jack(switches: dict[int, bool]) -> AsyncIterator[Bench]:
    machine = await plugged_in(switches)
    link = tcp_link(machine.host, machine.port)
    driver = EvdevSwitch(link, HeadphoneStatus, "plugged", SW_HEADPHONE_INSERT, monotonic=flying_loop().time)
    async with running(driver, machine) as bench:
        yield bench


# ── keypad ─────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_every_key_is_told_once_when_it_goes_down() -> None:
    async with keypad() as bench:
        for key in Key:
            bench.machine.press(key.value)
        assert await bench.until_heard(len(Key)) == [KeyPress(key) for key in Key]


async def test_a_held_key_is_told_with_its_repeats() -> None:
    async with keypad() as bench:
        bench.machine.press("down", repeats=2)
        down, held = KeyPress(Key.DOWN), KeyPress(Key.DOWN, is_repeat=True)
        assert await bench.until_heard(3) == [down, held, held]


async def test_another_make_s_keys_are_named_by_the_configuration() -> None:
    async with keypad({Key.HELP: 138, Key.SELECT: 103}) as bench:
        bench.machine.press("call")
        bench.machine.press("down")
        bench.machine.press("up")
        assert await bench.until_heard(2) == [KeyPress(Key.HELP), KeyPress(Key.SELECT)]


async def test_a_key_in_pieces_is_a_key_and_half_a_key_is_none() -> None:
    async with keypad() as bench:
        await bench.machine.split("rate")
        assert await bench.until_heard(1) == [KeyPress(Key.RATE)]
        bench.machine.fail("half")
        bench.machine.press("help")
        await bench.until(lambda status: status.health is Health.NO_DEVICE)
        await bench.online()
        bench.machine.press("up")
        assert await bench.until_heard(2) == [KeyPress(Key.RATE), KeyPress(Key.UP)]


async def test_what_the_kernel_had_to_drop_is_not_made_up() -> None:
    async with keypad() as bench:
        bench.machine.fail("dropped")
        bench.machine.press("select")
        bench.machine.press("left")
        assert await bench.until_heard(1) == [KeyPress(Key.LEFT)]


# ── button ─────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_every_press_of_the_button_is_one_call_however_long_it_is_held() -> None:
    async with help_button() as bench:
        bench.machine.press("call", repeats=20)
        bench.machine.press("call")
        bench.machine.press("up")
        await asyncio.sleep(1)
        assert await bench.until_heard(2) == [None, None]


# ── switches ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("at_start", [True, False])
async def test_headphones_are_known_from_the_start_and_when_they_come_and_go(at_start: bool) -> None:
    async with jack({HEADPHONES: at_start}) as bench:
        assert bench.driver.status.plugged is at_start
        bench.machine.switch(HEADPHONES, not at_start)
        await bench.until(lambda status: status.plugged is (not at_start))
        bench.machine.switch(HEADPHONES, at_start)
        await bench.until(lambda status: status.plugged is at_start)


async def test_a_switch_that_moved_unheard_is_known_at_the_next_look() -> None:
    async with jack({HEADPHONES: False}) as bench:
        bench.machine.switches[HEADPHONES] = True
        await bench.until(lambda status: status.plugged is True)


@pytest.mark.parametrize("fault", FAULTS)
async def test_headphones_put_in_with_a_spoilt_word_are_known_all_the_same(fault: str) -> None:
    async with jack({HEADPHONES: False}) as bench:
        bench.machine.fail(fault)
        bench.machine.switch(HEADPHONES, True)
        await bench.until(lambda status: status.plugged is True)


async def test_of_headphones_behind_a_lost_wire_nothing_is_known() -> None:
    async with jack({HEADPHONES: True}) as bench:
        await bench.machine.close()
        gone = await bench.until(lambda status: status.health is Health.NO_DEVICE)
        assert gone.plugged is None
        bench.machine.switches[HEADPHONES] = False
        await bench.machine.start()
        assert (await bench.online()).plugged is False


async def test_a_device_that_has_no_such_switch_is_told_as_misconfigured() -> None:
    machine = await plugged_in({SOMEBODY_NEAR: True})
    link = tcp_link(machine.host, machine.port)
    driver = EvdevSwitch(link, HeadphoneStatus, "plugged", SW_HEADPHONE_INSERT, monotonic=flying_loop().time)
    bench = Bench(driver, machine)
    task = asyncio.create_task(driver.run())
    status = await bench.until(lambda status: status.health is not Health.STARTING)
    assert (status.health, status.trouble) == (Health.HARDWARE_ERROR, "no_such_switch")
    task.cancel()
    await machine.close()


async def test_somebody_before_the_screen_is_told() -> None:
    machine = await plugged_in({SOMEBODY_NEAR: False})
    link = tcp_link(machine.host, machine.port)
    driver = EvdevSwitch(link, ProximityStatus, "somebody_near", SW_FRONT_PROXIMITY, monotonic=flying_loop().time)
    async with running(driver, machine) as bench:
        assert bench.driver.status.somebody_near is False
        machine.switch(SOMEBODY_NEAR, True)
        await bench.until(lambda status: status.somebody_near is True)


# ── every one of them ──────────────────────────────────────────────────────────────────────────────────────────


async def test_an_untouched_device_is_confirmed_for_as_long_as_it_is_there() -> None:
    async with help_button() as bench:
        await asyncio.sleep(HelpButtonStatus.AGE_LIMIT_S * 2)
        assert bench.driver.status.aged(flying_loop().time()).health is Health.ONLINE


async def test_a_device_that_hangs_is_offline_and_comes_back() -> None:
    async with keypad() as bench:
        bench.machine.hang()
        began_s = flying_loop().time()
        status = await bench.until(lambda status: status.health is not Health.ONLINE)
        assert flying_loop().time() - began_s < 3.0, "a help button that hung was told after eight seconds"
        assert (status.health, status.trouble) == (Health.OFFLINE, "silent")
        bench.machine.hang(False)
        assert (await bench.online()).trouble == ""


async def test_an_unplugged_device_says_so_and_comes_back() -> None:
    async with keypad() as bench:
        await bench.machine.close()
        await bench.until(lambda status: status.health is Health.NO_DEVICE)
        await bench.machine.start()
        await bench.online()
        bench.machine.press("select")
        assert await bench.until_heard(1) == [KeyPress(Key.SELECT)]
