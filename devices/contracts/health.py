"""What every device says of itself, in XFS4IoT's words (Common.Status `device`), and how long that holds.

    well, starting, a hand awaited ─► AGE_LIMIT_S since the device itself said so ─────────┐
    gone, broken, off-line, busy ───► FAULT_AGE_LIMIT_S since the driver last found it so ─┴─► unknown

A device that is gone cannot confirm it: there the driver's own look counts. What nobody has looked at for so long is
neither well nor out: services that need it stay off, and nothing of it (paper, a card) is told.
"""

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar, Self


class Health(StrEnum):
    """The ten values of XFS4IoT, less three, and one for what nobody knows any more.

    Two of the three only a bank needs. `powerOff`: no wire here tells it from a plug that was pulled; both are
    `no_device`.
    """

    ONLINE = "online"
    OFFLINE = "offline"
    """There, but it cannot work now: out of paper, cover open, silent."""
    NO_DEVICE = "no_device"
    """Nothing answers under its name."""
    HARDWARE_ERROR = "hardware_error"
    USER_ERROR = "user_error"
    """A person keeps it from its work and can undo that: an open cover. What a person did to one command (pulled the
    card) is said by that command's result."""
    BUSY = "busy"
    """There and well, and somebody else has it: another program its port, another computer its paper. What this
    terminal's own commands do to it is no business of its health: they wait for each other in its queue."""
    STARTING = "starting"
    """Not heard of yet in this run."""
    UNKNOWN = "unknown"
    """It was heard of, and not for longer than its age limit."""


FAULTS = frozenset({Health.NO_DEVICE, Health.OFFLINE, Health.HARDWARE_ERROR, Health.BUSY})


@dataclass(frozen=True, slots=True)
class LastError:
    """What went wrong last, kept when it is over: a device that comes and goes is well whenever one looks."""

    trouble: str
    """One of `troubles.Trouble`, or the health where the device gave no reason."""
    at_s: float
    """Monotonic; when it was last found to begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceStatus:
    """What all devices have in common; moments are monotonic seconds of this process."""

    AGE_LIMIT_S: ClassVar[float] = 12.0
    """A status that the device has not confirmed for longer is told as unknown."""
    FAULT_AGE_LIMIT_S: ClassVar[float] = 45.0
    """A fault that its driver has not found again for longer is told as unknown: 5 s of back-off, and up to 35 s until
    a try has failed (a vendor's library: 10 s to start, 20 s for a call that hangs)."""

    health: Health = Health.STARTING
    since_s: float
    """When this state began, or this process first saw it."""
    last_confirmed_s: float = -math.inf
    """When the device itself last said so; what was never confirmed is `-inf`."""
    last_found_s: float = -math.inf
    """When the driver last tried a device that is not well and found it so."""
    model: str = ""
    serial: str = ""
    firmware: str = ""
    trouble: str = ""
    """What is wrong, one of `troubles.Trouble`; empty once it is well again."""

    def holds_until_s(self) -> float:
        """When it becomes too old to be told as it is; `inf` for what is unknown already."""
        if self.health is Health.UNKNOWN:
            return math.inf
        heard_s = max(self.last_confirmed_s, self.since_s)
        if self.health in FAULTS:
            return max(heard_s, self.last_found_s) + max(self.FAULT_AGE_LIMIT_S, self.AGE_LIMIT_S)
        return heard_s + self.AGE_LIMIT_S

    def aged(self, now_s: float) -> Self:
        """The status as it may be told at this moment."""
        return self if now_s < self.holds_until_s() else self.unconfirmed()

    def unconfirmed(self) -> Self:
        """What is left to say when the device has not been heard of in time: nothing is taken for granted."""
        return replace(self, health=Health.UNKNOWN, since_s=self.holds_until_s(), **self.nothing_known())

    def nothing_known(self) -> dict[str, Any]:
        """The fields of its own that must not be believed then, with their unknown values."""
        return {}
