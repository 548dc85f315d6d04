"""The hub tells changes, and nothing else; and what nobody confirms it does not repeat."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from devices.contracts.camera import CameraStatus, CaptureResult
from devices.contracts.health import DeviceStatus, Health
from devices.contracts.readiness import Service, service_off
from devices.contracts.results import DeviceGone
from devices.contracts.statuses import Statuses
from devices.contracts.watching import Watched
from devices.hub import Hub
from devices.registry import Devices
from tests.helpers.flying_time import FLYING

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> object:
    return FLYING


class Camera:
    """A driver whose device says what the test says."""

    def __init__(self) -> None:
        self._told = Watched(CameraStatus(since_s=self.now_s()))
        self.hangs = False
        self.falls = False

    def now_s(self) -> float:
        return asyncio.get_running_loop().time()

    @property
    def status(self) -> CameraStatus:
        return self._told.value

    def watch(self) -> AsyncIterator[CameraStatus]:
        return self._told.watch()

    def says(self, health: Health, trouble: str = "") -> None:
        now_s = self.now_s()
        told = replace(self.status, health=health, trouble=trouble, since_s=now_s, last_confirmed_s=now_s)
        self._told.publish(told)

    async def capture(self, timeout_s: float) -> CaptureResult:
        return DeviceGone("no picture here")

    async def run(self) -> None:
        while True:
            await asyncio.sleep(1.0)
            if self.falls:
                raise AttributeError("what nobody foresaw")
            if not self.hangs:
                self._told.refresh(replace(self.status, last_confirmed_s=self.now_s()))

    async def close(self) -> None:
        self._told.close()


class Told:
    def __init__(self, hub: Hub) -> None:
        self.healths: list[Health] = []
        hub.subscribe(self._hear)

    def _hear(self, statuses: Statuses) -> None:
        assert statuses.camera is not None
        self.healths.append(statuses.camera.health)


@asynccontextmanager
async def running(camera: Camera) -> AsyncIterator[tuple[Hub, Told]]:
    hub = Hub(Devices(camera=camera), camera.now_s)
    told = Told(hub)
    task = asyncio.create_task(hub.run())
    await asyncio.sleep(0)
    yield hub, told
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_change_is_told_once_and_a_new_age_not_at_all() -> None:
    camera = Camera()
    async with running(camera) as (_, told):
        camera.says(Health.ONLINE)
        await asyncio.sleep(30)
        assert told.healths == [Health.ONLINE]


async def test_a_driver_that_hangs_makes_its_device_unknown_and_its_next_word_makes_it_known_again() -> None:
    camera = Camera()
    async with running(camera) as (hub, told):
        camera.says(Health.ONLINE)
        camera.hangs = True
        await asyncio.sleep(DeviceStatus.AGE_LIMIT_S + 3)
        assert told.healths == [Health.ONLINE, Health.UNKNOWN]
        assert hub.snapshot.camera is not None
        assert hub.snapshot.camera.health is Health.UNKNOWN
        camera.hangs = False
        await asyncio.sleep(3)
        assert told.healths == [Health.ONLINE, Health.UNKNOWN, Health.ONLINE]


async def test_a_fault_is_told_until_nobody_has_found_it_again_for_long_and_then_it_is_unknown() -> None:
    """A printer was out of paper for ever once its driver hung."""
    camera = Camera()
    async with running(camera) as (hub, told):
        camera.says(Health.NO_DEVICE)
        camera.hangs = True
        await asyncio.sleep(DeviceStatus.FAULT_AGE_LIMIT_S - 3)
        assert told.healths == [Health.NO_DEVICE]
        await asyncio.sleep(3 + DeviceStatus.AGE_LIMIT_S)
        assert told.healths == [Health.NO_DEVICE, Health.UNKNOWN]
        assert service_off(Service.PHOTOGRAPH, hub.snapshot) is not None
        camera.says(Health.ONLINE)
        await asyncio.sleep(1)
        assert told.healths == [Health.NO_DEVICE, Health.UNKNOWN, Health.ONLINE]


async def test_of_a_device_that_came_and_went_nothing_was_told_when_it_was_looked_at_while_it_was_well() -> None:
    camera = Camera()
    async with running(camera) as (hub, _):
        assert hub.last_errors == {}
        for trouble in ("black", "silent", ""):
            await asyncio.sleep(5)
            camera.says(Health.NO_DEVICE, trouble)
            gone_s = camera.now_s()
            await asyncio.sleep(5)
            camera.says(Health.ONLINE)
            await asyncio.sleep(5)
            told = hub.last_errors["camera"]
            assert told.trouble == (trouble or "no_device")
            assert told.at_s == pytest.approx(gone_s, abs=0.1)


async def test_a_driver_that_hangs_is_no_error_of_its_device() -> None:
    camera = Camera()
    async with running(camera) as (hub, told):
        camera.says(Health.ONLINE)
        camera.hangs = True
        await asyncio.sleep(DeviceStatus.AGE_LIMIT_S + 3)
        assert told.healths[-1] is Health.UNKNOWN
        assert hub.last_errors == {}


async def test_a_driver_that_falls_takes_no_other_device_with_it_and_is_begun_again() -> None:
    camera, printer = Camera(), Camera()
    hub = Hub(Devices(camera=camera, receipt_printer=printer), camera.now_s)  # type: ignore[arg-type] # any device does
    task = asyncio.create_task(hub.run())
    for each in (camera, printer):
        each.says(Health.ONLINE)
    camera.falls = True
    await asyncio.sleep(DeviceStatus.AGE_LIMIT_S + 3)
    assert not task.done()
    assert hub.snapshot.camera is not None
    assert hub.snapshot.receipt_printer is not None
    assert (hub.snapshot.camera.health, hub.snapshot.receipt_printer.health) == (Health.UNKNOWN, Health.ONLINE)
    camera.falls = False
    await asyncio.sleep(8)
    assert hub.snapshot.camera is not None
    assert hub.snapshot.camera.health is Health.ONLINE
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_terminal_without_devices_has_nothing_to_say() -> None:
    assert Hub(Devices()).snapshot == Statuses()
