"""All devices of one terminal, kept open: runs their drivers and tells every change of status in one place.

What it publishes is what `contracts.readiness` answers from: which services this terminal can deliver right now.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from devices.contracts.device import Device
from devices.contracts.health import FAULTS, DeviceStatus, Health, LastError
from devices.contracts.statuses import Statuses
from devices.contracts.watching import Watched
from devices.links import hotplug
from devices.links.pause import PlugBell, pause
from devices.registry import Devices

_log = logging.getLogger(__name__)
LEAST_LOOK_S = 1.0
"""How often it is seen whether what has aged was confirmed again."""


class Hub:
    """Owns the drivers' tasks. Loop thread only."""

    def __init__(self, devices: Devices, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.devices = devices
        self._monotonic = monotonic
        self._subscribers: list[Callable[[Statuses], None]] = []
        self._statuses = Watched(self.snapshot)
        self._last_errors: dict[str, LastError] = {}

    @property
    def snapshot(self) -> Statuses:
        """Every status as it may be told now, with its newest age."""
        now_s = self._monotonic()
        now: dict[str, Any] = {name: device.status.aged(now_s) for name, device in self.devices.present().items()}
        return Statuses(**now)

    @property
    def last_errors(self) -> Mapping[str, LastError]:
        """By role, what went wrong last in this run; a device that was well all the time is not in it."""
        return MappingProxyType(self._last_errors)

    def subscribe(self, changed: Callable[[Statuses], None]) -> Callable[[], None]:
        """Call `changed` on every change from now on; the answer ends that."""
        self._subscribers.append(changed)
        return lambda: self._subscribers.remove(changed)

    def watch(self) -> AsyncIterator[Statuses]:
        """Yield the statuses now, then on every change, until closed."""
        return self._statuses.watch()

    async def run(self) -> None:
        """Run every driver until cancelled; then close them. What is plugged in meanwhile is tried at once."""
        present = self.devices.present()
        bell = PlugBell()
        try:
            with bell.hung():
                async with asyncio.TaskGroup() as group:
                    group.create_task(hotplug.listen(bell), name="hot-plug")
                    for name, device in present.items():
                        group.create_task(_kept(name, device), name=f"device {name}")
                        group.create_task(self._follow(name, device), name=f"watch {name}")
                        group.create_task(self._let_age(name, device), name=f"age {name}")
        finally:
            for device in present.values():
                await device.close()
            self._statuses.close()

    async def _follow(self, name: str, device: Device[DeviceStatus]) -> None:
        async for status in device.watch():
            self._tell(name, status)

    async def _let_age(self, name: str, device: Device[DeviceStatus]) -> None:
        """Tell what was not confirmed in time as unknown, and as known again once it is."""
        while True:
            now_s = self._monotonic()
            aged = device.status.aged(now_s)
            if aged.health is not getattr(self._statuses.value, name).health:
                self._tell(name, aged)
            # whatever is told meanwhile holds at least as long as this sleep
            await asyncio.sleep(min(max(device.status.holds_until_s() - now_s, LEAST_LOOK_S), DeviceStatus.AGE_LIMIT_S))

    def _tell(self, name: str, status: DeviceStatus) -> None:
        before: DeviceStatus = getattr(self._statuses.value, name)
        if before == status:
            return
        if (error := _error_in(status)) and error != _error_in(before):
            self._last_errors[name] = LastError(error, self._monotonic())
        changes: dict[str, Any] = {name: status}
        self._statuses.publish(replace(self._statuses.value, **changes))
        for changed in tuple(self._subscribers):
            changed(self._statuses.value)


def _error_in(status: DeviceStatus) -> str:
    """What is wrong by this status; nothing of what only was not heard of in time."""
    if status.health is Health.UNKNOWN:
        return ""
    return status.trouble or (str(status.health) if status.health in FAULTS else "")


async def _kept(name: str, device: Device[DeviceStatus]) -> None:
    """Run a driver for ever. One that falls over what nobody foresaw takes no other device with it: its status grows
    old until it is begun again."""
    failures = 0
    while True:
        began_s = asyncio.get_running_loop().time()
        try:
            await device.run()
        except Exception:  # noqa: BLE001 - whatever it is, the other devices have nothing to do with it
            _log.exception("the driver of %s fell", name)
        lasted = asyncio.get_running_loop().time() - began_s > DeviceStatus.AGE_LIMIT_S
        failures = await pause(1 if lasted else failures + 1)
