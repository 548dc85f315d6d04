"""The state of any device, in XFS4IoT's words (Common.Status `device`).

Every status carries `since_s` (when its state began) and `last_confirmed_s` (when the device itself last said so), both
in monotonic seconds of this process. What was never confirmed is `-inf`.
"""

from enum import StrEnum


class Health(StrEnum):
    """Ten-value health of XFS4IoT, less the two that only a bank needs."""

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
