"""The small machines around the screen, and the hands that can be put on them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from devices.emulators.input_device import HEADPHONES, SOMEBODY_NEAR, InputDeviceEmulator
from devices.emulators.ipp_printer import IppPrinterEmulator
from devices.emulators.leds import LedPanelEmulator
from devices.emulators.microphone import MicrophoneEmulator
from devices.emulators.scanner import ScannerEmulator
from devices.emulators.ups import UpsEmulator

Told = dict[str, object]
Hand = Callable[..., Told | Awaitable[Any] | None]


class Machine(Protocol):
    """Anything that is started and closed with the others."""

    async def start(self) -> None: ...

    async def close(self) -> None: ...


@dataclass(slots=True)
class Surroundings:
    """Started and closed together; their ports lie in the folder."""

    folder: Path
    scanner: ScannerEmulator = field(init=False)
    ups: UpsEmulator = field(default_factory=UpsEmulator)
    microphone: MicrophoneEmulator = field(default_factory=MicrophoneEmulator)
    keypad: InputDeviceEmulator = field(default_factory=InputDeviceEmulator)
    headphones: InputDeviceEmulator = field(default_factory=lambda: InputDeviceEmulator({HEADPHONES: False}))
    proximity: InputDeviceEmulator = field(default_factory=lambda: InputDeviceEmulator({SOMEBODY_NEAR: False}))
    help_button: InputDeviceEmulator = field(default_factory=InputDeviceEmulator)
    wedge: InputDeviceEmulator = field(default_factory=InputDeviceEmulator)
    """A second scanner, set to keyboard mode; which of the two a terminal has, its configuration says."""
    pages: IppPrinterEmulator = field(default_factory=IppPrinterEmulator)

    leds: LedPanelEmulator = field(init=False)

    def __post_init__(self) -> None:
        self.leds = LedPanelEmulator(self.folder / "leds")
        self.scanner = ScannerEmulator(self.folder / "scanner")

    async def start(self) -> None:
        for machine in self._machines():
            await machine.start()

    async def close(self) -> None:
        for machine in self._machines():
            await machine.close()

    def _machines(self) -> tuple[Machine, ...]:
        return self.scanner, self.ups, self.pages, self.leds, self.microphone, *self._inputs().values()

    def _inputs(self) -> dict[str, InputDeviceEmulator]:
        return {
            "keypad": self.keypad,
            "headphones": self.headphones,
            "proximity": self.proximity,
            "help_button": self.help_button,
            "wedge": self.wedge,
        }

    def connections(self) -> dict[str, dict[str, object]]:
        """Role → driver and options."""
        ups = {"host": self.ups.host, "port": self.ups.port, "ups": self.ups.name}
        return {
            "scanner": {"driver": "serial-scanner", "options": {"path": str(self.scanner.path)}},
            "power": {"driver": "nut", "options": ups},
            "microphone": {"driver": "microphone-network", "options": _address(self.microphone)},
            "lights": {"driver": "sysfs-leds", "options": {"folder": str(self.leds.folder), **self.leds.names()}},
            "keypad": {"driver": "hid-keypad", "options": _address(self.keypad)},
            "headphones": {"driver": "evdev-jack", "options": _address(self.headphones)},
            "proximity": {"driver": "evdev-proximity", "options": _address(self.proximity)},
            "help_button": {"driver": "evdev-button", "options": _address(self.help_button)},
            "page_printer": {"driver": "ipp", "options": {"uri": self.pages.uri}},
        }

    def tell_status(self) -> Told:
        scanner, ups = self.scanner, self.ups
        return {
            "scanner": {"plugged": scanner.plugged, "fault": scanner.fault, "scans": scanner.scans},
            "power": {"status": ups.variables["ups.status"], "fault": ups.fault},
            "microphone": {"recording": self.microphone.recording, "fault": self.microphone.fault},
            "lights": {"plugged": self.leds.plugged, "lit": self.leds.lit()},
            **{name: {"plugged": each.plugged, "silent": each.is_silent} for name, each in self._inputs().items()},
            "page_printer": self.pages.tell(),
        }

    def hands(self) -> dict[str, Hand]:
        """What can be done to them, by name."""
        scanner, ups, pages = self.scanner, self.ups, self.pages
        return {
            "pages.reason": pages.set_reason,
            "pages.fault": pages.fail,
            "pages.delay": pages.slow,
            "pages.busy": pages.be_busy,
            "pages.unplug": pages.close,
            "pages.plug": pages.start,
            "pages.power_cut": pages.power_cut,
            "pages.printed": pages.tell_printed,
            "scanner.scan": lambda text: scanner.scan(str(text)),
            "scanner.fault": scanner.fail,
            "scanner.delay": scanner.slow,
            "scanner.unplug": scanner.unplug,
            "scanner.plug": scanner.plug,
            "power.mains": ups.mains,
            "power.battery": ups.battery,
            "power.battery_low": ups.battery_low,
            "power.fault": ups.fail,
            "power.delay": ups.slow,
            "power.unplug": ups.close,
            "power.plug": ups.start,
            "microphone.hear": self.microphone.hear,
            "microphone.fault": self.microphone.fail,
            "microphone.delay": self.microphone.slow,
            "microphone.unplug": self.microphone.close,
            "microphone.plug": self.microphone.start,
            "lights.unplug": self.leds.unplug,
            "lights.plug": self.leds.plug,
            "lights.break": self.leds.spoil,
            "keypad.press": self.keypad.press,
            "headphones.plug_in": lambda on=True: self.headphones.switch(HEADPHONES, bool(on)),
            "proximity.near": lambda on=True: self.proximity.switch(SOMEBODY_NEAR, bool(on)),
            "help_button.press": lambda: self.help_button.press("call"),
            "wedge.scan": lambda text: self.wedge.type(str(text)),
            **{f"{name}.unplug": each.close for name, each in self._inputs().items()},
            **{f"{name}.plug": each.start for name, each in self._inputs().items()},
            **{f"{name}.delay": each.slow for name, each in self._inputs().items()},
            **{f"{name}.silent": each.hang for name, each in self._inputs().items()},
            **{f"{name}.fault": each.fail for name, each in self._inputs().items()},
        }


def _address(machine: InputDeviceEmulator | MicrophoneEmulator) -> dict[str, object]:
    return {"host": machine.host, "port": machine.port}
