"""What a command came to, at the level that is the same for every device (XFS4IoT's completion codes).

Every result class of a contract carries its `completion`; the class and its fields are the second level. So that a
caller may ask "whose fault was it?" without knowing the device, and a driver cannot forget to say.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Protocol


class Completion(StrEnum):
    SUCCESS = "success"
    USER_ERROR = "user_error"
    """The person did something else than was asked for: pulled the card, showed nothing, held the wrong thing."""
    COMMAND_ERROR = "command_error"
    """The device is well, and this could not be done: an unreadable card, a damaged code."""
    DEVICE_NOT_READY = "device_not_ready"
    """It is gone, silent, or waits for a hand; nothing was begun."""
    HARDWARE_ERROR = "hardware_error"
    CANCELLED = "cancelled"
    TIME_OUT = "time_out"
    UNKNOWN = "unknown"
    """It was begun and nobody can say how it ended (XFS4IoT has no word for it): never done again by itself."""


class Result(Protocol):
    """Any result class of any contract."""

    @property
    def completion(self) -> Completion: ...


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The caller changed their mind, or a newer command took this one's place."""

    completion: ClassVar[Completion] = Completion.CANCELLED


@dataclass(frozen=True, slots=True)
class TimedOut:
    """It took longer than the caller would wait."""

    completion: ClassVar[Completion] = Completion.TIME_OUT


@dataclass(frozen=True, slots=True)
class CutOff:
    """It was begun, did not end when it was told to, and was cut off: nobody knows what it has done."""

    completion: ClassVar[Completion] = Completion.UNKNOWN


@dataclass(frozen=True, slots=True)
class DeviceGone:
    """The device is unplugged, silent, or talks rubbish; `reason` is a short code for the log and the technician."""

    completion: ClassVar[Completion] = Completion.DEVICE_NOT_READY
    reason: str
