"""Drivers by the name a configuration gives them; the tables stand in this package's modules, one for each kind.

A driver's module is imported when it is asked for, not before: an A4 printer's libraries cost nothing on a terminal
that has none.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from devices.contracts.camera import FrameSource
from devices.contracts.card_reader import CardReader
from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus
from devices.contracts.keypad import Keypad
from devices.contracts.lights import GuidanceLights
from devices.contracts.microphone import AudioSource
from devices.contracts.page_printer import PagePrinter
from devices.contracts.power import PowerSupply
from devices.contracts.printer import ReceiptPrinter
from devices.contracts.scanner import CodeScanner
from devices.contracts.sensing import HeadphoneJack, HelpButton, Proximity
from devices.contracts.smart_card import SmartCardReader
from devices.contracts.social_card import SocialCardReader
from devices.contracts.voice import Voice
from devices.registry import cameras, cards, inputs, lights, power, printers, scanners, sound
from devices.registry.options import BadDeviceConfigError, Options, Reading

__all__ = ["DRIVERS", "BadDeviceConfigError", "Devices", "Options", "create_device", "create_devices"]

DRIVERS: Mapping[str, Mapping[str, Callable[[Reading], Device[DeviceStatus]]]] = {
    **cards.DRIVERS,
    **printers.DRIVERS,
    **sound.DRIVERS,
    **cameras.DRIVERS,
    **scanners.DRIVERS,
    **power.DRIVERS,
    **inputs.DRIVERS,
    **lights.DRIVERS,
}
"""Role → name → factory."""


@dataclass(frozen=True, slots=True)
class Devices:
    """The drivers of one terminal, not yet running; None is a device it has not."""

    id_card: CardReader | None = None
    social_card: SocialCardReader | None = None
    staff_card: SmartCardReader | None = None
    receipt_printer: ReceiptPrinter | None = None
    page_printer: PagePrinter | None = None
    scanner: CodeScanner | None = None
    camera: FrameSource | None = None
    microphone: AudioSource | None = None
    voice: Voice | None = None
    keypad: Keypad | None = None
    headphones: HeadphoneJack | None = None
    proximity: Proximity | None = None
    help_button: HelpButton | None = None
    lights: GuidanceLights | None = None
    power: PowerSupply | None = None

    def present(self) -> dict[str, Device[DeviceStatus]]:
        """What this terminal has, by role."""
        named = {part.name: getattr(self, part.name) for part in fields(self)}
        return {name: device for name, device in named.items() if device is not None}


def create_device(role: str, driver: str, options: Options) -> Device[DeviceStatus]:
    """A driver for a role, not yet running; its `run` opens the wire. Raises BadDeviceConfigError with a line for each
    mistake, which begins with the setting."""
    return _create(role, driver, Reading(driver, options))


def _create(role: str, driver: str, reading: Reading) -> Device[DeviceStatus]:
    drivers = DRIVERS.get(role, {})
    if driver not in drivers:
        known = ", ".join(sorted(drivers)) or "none"
        raise BadDeviceConfigError(f"devices.{role}.driver: no driver {driver!r}; there are {known}")
    try:
        device = drivers[driver](reading)
        reading.done()
    except BadDeviceConfigError as error:  # what is not installed
        reading.wrong(str(error))
    except ValueError as error:  # what a driver says of an address; of none, when something stood in its place
        if not reading.mistakes:
            reading.wrong(str(error))
    if reading.mistakes:
        raise BadDeviceConfigError("\n".join(f"devices.{role}: {mistake}" for mistake in reading.mistakes))
    return device


def create_devices(chosen: Mapping[str, tuple[str, Options]]) -> Devices:
    """The drivers for every role that a configuration fills with a driver and its options.

    Raises BadDeviceConfigError with a line for every mistake of every device.
    """
    made: dict[str, Any] = {}
    readings = {role: Reading(driver, options) for role, (driver, options) in chosen.items()}
    mistakes: list[str] = []
    for role, (driver, _) in chosen.items():
        try:
            made[role] = _create(role, driver, readings[role])
        except BadDeviceConfigError as error:
            mistakes.append(str(error))
    mistakes += _opened_twice(readings)
    if mistakes:
        raise BadDeviceConfigError("\n".join(mistakes))
    return Devices(**made)


def _opened_twice(readings: Mapping[str, Reading]) -> Iterator[str]:
    """Each would take bytes of the other's device: neither is well, and both only now and then."""
    owners: dict[Path, str] = {}
    for role, reading in readings.items():
        for path, alone in reading.opens.items():
            owner = owners.setdefault(path, role)
            if owner != role and (alone or readings[owner].opens[path]):
                yield f"devices.{role}: {path} is what devices.{owner} opens already"
