"""The driver of guidance lights that the kernel knows as LEDs: a folder for each under /sys/class/leds.

It keeps the loop's time, as every driver's pauses do. It flashes them itself, all at one beat, rather than by the
kernel's `timer` trigger: that is a module not every kernel has, and goes on flashing at a slot when the program has
ended.

Source: Documentation/leds/leds-class.rst (`brightness`, `max_brightness`, `trigger`).
"""

import asyncio
import contextlib
import math
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

from devices.contracts.health import Health
from devices.contracts.lights import Flash, Light, LightSet, LightsStatus
from devices.contracts.results import DeviceGone
from devices.links.driver import GONE, BackOff, Driver
from devices.links.link import LinkGoneError

LEDS = Path("/sys/class/leds")
LOOK_S = 5.0
HALF_PERIOD_S = {Flash.SLOW: 1.0, Flash.MEDIUM: 0.5, Flash.QUICK: 0.25}
BEAT_S = min(HALF_PERIOD_S.values())


class SysfsLights(Driver[LightsStatus]):
    """Implements `GuidanceLights`. Loop thread only; what sysfs is told takes effect before the write returns."""

    def __init__(
        self, names: Mapping[Light, str], folder: Path = LEDS, back_off: BackOff | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        """`names` are the LEDs' folders, such as `kiosk:green:card`."""
        super().__init__(LightsStatus, back_off, monotonic)
        self._leds = {light: folder / name for light, name in names.items()}
        self._wanted: dict[Light, Flash] = {}
        self._brightest: dict[Light, int] = {}
        self._lit: dict[Light, bool] = {}
        self._asked = asyncio.Event()
        self._next_look_s = -math.inf

    async def show(self, light: Light, flash: Flash) -> LightSet | DeviceGone:
        if light not in self._leds:
            return DeviceGone("no_such_light")
        self._wanted[light] = flash
        self._asked.set()
        if self.status.health is not Health.ONLINE:
            return DeviceGone(self.status.trouble or self.status.health)
        try:
            self._beat()
        except LinkGoneError:
            return DeviceGone(GONE)
        return LightSet()

    async def close(self) -> None:
        """Put every light out."""
        with contextlib.suppress(LinkGoneError):
            for light in self._brightest:
                self._light(light, False)
        await super().close()

    async def _serve(self) -> NoReturn:
        self._lit.clear()
        self._next_look_s = -math.inf
        for light, led in self._leds.items():
            _write(led / "trigger", "none")
            self._brightest[light] = _number(led / "max_brightness")
        while True:
            self._beat()
            self._asked.clear()
            now_s = _now_s()
            flashes = any(flash in HALF_PERIOD_S for flash in self._wanted.values())
            wait_s = (math.floor(now_s / BEAT_S) + 1) * BEAT_S - now_s if flashes else LOOK_S
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await self._asked.wait()

    def _beat(self) -> None:
        """Set every light as it has to be at this moment; now and then see that all are there. Raises LinkGoneError."""
        now_s = _now_s()
        for light in self._leds:
            self._light(light, _is_lit(self._wanted.get(light, Flash.OFF), now_s))
        shown = {light: flash for light, flash in self._wanted.items() if flash is not Flash.OFF}
        if now_s < self._next_look_s:
            self._publish(shown=shown)
            return
        for led in self._leds.values():
            _number(led / "brightness")
        self._next_look_s = now_s + LOOK_S
        self._confirm(shown=shown)

    def _light(self, light: Light, lit: bool) -> None:
        if self._lit.get(light) is not lit:
            _write(self._leds[light] / "brightness", str(self._brightest[light] if lit else 0))
            self._lit[light] = lit


def _now_s() -> float:
    return asyncio.get_running_loop().time()


def _is_lit(flash: Flash, now_s: float) -> bool:
    if flash in HALF_PERIOD_S:
        return math.floor(now_s / HALF_PERIOD_S[flash]) % 2 == 0
    return flash is Flash.ON


def _number(path: Path) -> int:
    try:
        return int(path.read_text())
    except (OSError, ValueError) as error:
        raise LinkGoneError(f"{path}: {error}") from error


def _write(path: Path, word: str) -> None:
    try:
        fd = os.open(path, os.O_WRONLY | os.O_TRUNC | os.O_CLOEXEC)  # never makes a file where no LED is
        try:
            os.write(fd, word.encode())
        finally:
            os.close(fd)
    except OSError as error:
        raise LinkGoneError(f"{path}: {error}") from error
