"""What every device says of itself, in XFS4IoT's words (Common.Status `device`), and how long that holds."""

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar, Self


class Health(StrEnum):
    """The ten values of XFS4IoT, less the two that only a bank needs, and one for what nobody knows any more."""

    ONLINE = "online"
    OFFLINE = "offline"
    """There, but it cannot work now: out of paper, cover open, silent."""
    POWER_OFF = "power_off"
    NO_DEVICE = "no_device"
    """Nothing answers under its name."""
    HARDWARE_ERROR = "hardware_error"
    USER_ERROR = "user_error"
    """A person did something the device waits for to be undone."""
    BUSY = "busy"
    STARTING = "starting"
    """Not heard of yet in this run."""
    UNKNOWN = "unknown"
    """It was heard of, and not for longer than its age limit."""


_AGEING = frozenset({Health.ONLINE, Health.BUSY, Health.USER_ERROR, Health.STARTING})
"""What must be confirmed again and again; that a device is gone or broken stays true until it says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceStatus:
    """What all devices have in common; moments are monotonic seconds of this process."""

    AGE_LIMIT_S: ClassVar[float] = 12.0
    """A status that the device has not confirmed for longer is told as unknown."""

    health: Health = Health.STARTING
    since_s: float
    """When this state began."""
    last_confirmed_s: float = -math.inf
    """When the device itself last said so; what was never confirmed is `-inf`."""
    model: str = ""
    serial: str = ""
    firmware: str = ""
    trouble: str = ""
    """What went wrong last, as a short code (`silent`, `self_test_failed`); empty once it is well again."""

    def holds_until_s(self) -> float:
        """When it becomes too old to be told as it is; `inf` for what does not age."""
        if self.health not in _AGEING:
            return math.inf
        return max(self.last_confirmed_s, self.since_s) + self.AGE_LIMIT_S

    def aged(self, now_s: float) -> Self:
        """The status as it may be told at this moment."""
        return self if now_s < self.holds_until_s() else self.unconfirmed()

    def unconfirmed(self) -> Self:
        """What is left to say when the device has not been heard of in time: nothing is taken for granted."""
        return replace(self, health=Health.UNKNOWN, since_s=self.holds_until_s(), **self.nothing_known())

    def nothing_known(self) -> dict[str, Any]:
        """The fields of its own that must not be believed then, with their unknown values."""
        return {}
