"""Drivers of the kernel's input devices. Each takes `path` (/dev/kiosk/…), or `host` and `port` of a program that
forwards `struct input_event` and says something every beat (links.pause). The numbers of keys are the kernel's
(linux/input-event-codes.h; `evtest` shows them).

role              driver            options
keypad            hid-keypad        path, up = 103, down = 108, left = 105, right = 106, select = 28, help = 59,
                                    volume = 115, rate = 60
headphones        evdev-jack        path
proximity         evdev-proximity   path
help_button       evdev-button      path, key = 138
"""

from collections.abc import Callable

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus
from devices.contracts.keypad import Keypad
from devices.contracts.sensing import HeadphoneJack, HeadphoneStatus, HelpButton, Proximity, ProximityStatus
from devices.links.link import OpenLink
from devices.registry.options import Reading


def input_link(options: Reading, grab: bool) -> OpenLink:
    """The wire of an input device, here or forwarded."""
    from devices.links.evdev import evdev_link
    from devices.links.streams import tcp_link

    if options.has("host"):
        return tcp_link(options.host(), options.port())
    return evdev_link(options.path("path", alone=grab), grab)


def _hid_keypad(options: Reading) -> Keypad:
    from devices.inputs.evdev import KEYS, EvdevKeypad

    keys = {key: options.number(key.value, code) for key, code in KEYS.items()}
    return EvdevKeypad(input_link(options, grab=True), keys)


def _evdev_button(options: Reading) -> HelpButton:
    from devices.inputs.evdev import HELP_CODE, EvdevButton

    code = options.number("key", HELP_CODE)
    return EvdevButton(input_link(options, grab=True), code)


def _evdev_jack(options: Reading) -> HeadphoneJack:
    """Not grabbed: the sound server listens to it too."""
    from devices.inputs.evdev import EvdevSwitch
    from devices.links.input_events import SW_HEADPHONE_INSERT

    return EvdevSwitch(input_link(options, grab=False), HeadphoneStatus, "plugged", SW_HEADPHONE_INSERT)


def _evdev_proximity(options: Reading) -> Proximity:
    from devices.inputs.evdev import EvdevSwitch
    from devices.links.input_events import SW_FRONT_PROXIMITY

    return EvdevSwitch(input_link(options, grab=False), ProximityStatus, "somebody_near", SW_FRONT_PROXIMITY)


DRIVERS: dict[str, dict[str, Callable[[Reading], Device[DeviceStatus]]]] = {
    "keypad": {"hid-keypad": _hid_keypad},
    "headphones": {"evdev-jack": _evdev_jack},
    "proximity": {"evdev-proximity": _evdev_proximity},
    "help_button": {"evdev-button": _evdev_button},
}
