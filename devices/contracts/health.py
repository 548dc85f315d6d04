"""The state of any device, in XFS4IoT's words (Common.Status `device`)."""

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """Ten-value health of XFS4IoT, less the three that only a bank needs."""

    ONLINE = "online"
    OFFLINE = "offline"
    POWER_OFF = "power_off"
    NO_DEVICE = "no_device"
    HARDWARE_ERROR = "hardware_error"
    USER_ERROR = "user_error"
    BUSY = "busy"
    STARTING = "starting"


@dataclass(frozen=True, slots=True)
class Age:
    """When a state began and when it was last confirmed, both in monotonic seconds of this process."""

    since_s: float
    last_confirmed_s: float
