"""Small senses of the case: headphones in their jack, somebody before the screen, the button that calls for help."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Protocol

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadphoneStatus(DeviceStatus):
    plugged: bool | None = None
    """None: nobody knows, and then nothing private is said."""

    def nothing_known(self) -> dict[str, Any]:
        return {"plugged": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProximityStatus(DeviceStatus):
    somebody_near: bool | None = None

    def nothing_known(self) -> dict[str, Any]:
        return {"somebody_near": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpButtonStatus(DeviceStatus):
    """Nothing beyond what every device says."""


class HeadphoneJack(Device[HeadphoneStatus], Protocol):
    """Its status is all it has."""


class Proximity(Device[ProximityStatus], Protocol):
    """Its status is all it has; no picture is taken of anybody."""


class HelpButton(Device[HelpButtonStatus], Protocol):
    def calls(self) -> AsyncIterator[None]:
        """Yield once for every time the button goes down, until closed."""
        ...
