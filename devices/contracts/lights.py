"""Guidance lights: which slot wants something now (XFS4IoT Lights)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Protocol

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus
from devices.contracts.results import Completion, DeviceGone


class Light(StrEnum):
    ID_CARD = "id_card"
    SOCIAL_CARD = "social_card"
    RECEIPT_PRINTER = "receipt_printer"
    PAGE_PRINTER = "page_printer"
    SCANNER = "scanner"
    CAMERA = "camera"
    KEYPAD = "keypad"
    HELP = "help"


class Flash(StrEnum):
    OFF = "off"
    SLOW = "slow"
    """0.5 Hz."""
    MEDIUM = "medium"
    """1 Hz. Nothing flashes faster than 2 Hz (EN 301 549 9.2.3.1 allows three)."""
    QUICK = "quick"
    """2 Hz."""
    ON = "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class LightsStatus(DeviceStatus):
    shown: Mapping[Light, Flash] = field(default_factory=dict)
    """What the lights do by the driver's last order that was taken; a light left out is off."""


@dataclass(frozen=True, slots=True)
class LightSet:
    completion: ClassVar[Completion] = Completion.SUCCESS


class GuidanceLights(Device[LightsStatus], Protocol):
    async def show(self, light: Light, flash: Flash) -> LightSet | DeviceGone:
        """Set one light; after a reconnection all are set again as they were last asked for."""
        ...
