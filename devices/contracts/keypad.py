"""The assistive keypad: eight keys that can be felt, for who does not see the screen (EN 301 549, 5.1.3)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus


class Key(StrEnum):
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    SELECT = "select"
    HELP = "help"
    VOLUME = "volume"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class KeyPress:
    """A key went down; `is_repeat` while it is held."""

    key: Key
    is_repeat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeypadStatus(DeviceStatus):
    """Nothing beyond what every device says."""


class Keypad(Device[KeypadStatus], Protocol):
    """One keypad. It is grabbed: no other window hears its keys."""

    def presses(self) -> AsyncIterator[KeyPress]:
        """Yield every press from now on, until closed."""
        ...
