"""Drivers of guidance lights.

role              driver            options
lights            sysfs-leds        id_card, social_card, receipt_printer, page_printer, scanner, camera, keypad, help
                                    (the LED's name; one at least), folder = "/sys/class/leds"
"""

from pathlib import Path

from devices.contracts.lights import GuidanceLights, Light
from devices.registry.options import Reading


def _sysfs_leds(options: Reading) -> GuidanceLights:
    from devices.lights.sysfs import LEDS, SysfsLights

    names = {light: options.text(light.value) for light in Light if options.has(light.value)}
    if not names:
        options.wrong("at least one light must have the name of its LED")
    return SysfsLights(names, Path(options.text("folder", str(LEDS))))


DRIVERS = {"lights": {"sysfs-leds": _sysfs_leds}}
