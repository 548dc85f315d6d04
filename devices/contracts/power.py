"""The uninterruptible power supply."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus


class PowerSource(StrEnum):
    MAINS = "mains"
    BATTERY = "battery"
    BATTERY_LOW = "battery_low"
    """Minutes are left: finish what is under way and shut down."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerStatus(DeviceStatus):
    source: PowerSource = PowerSource.UNKNOWN
    charge_percent: int | None = None
    runtime_s: int | None = None
    """What the supply itself expects to last."""

    def nothing_known(self) -> dict[str, Any]:
        return {"source": PowerSource.UNKNOWN, "charge_percent": None, "runtime_s": None}


class PowerSupply(Device[PowerStatus], Protocol):
    """Its status is all it has."""
