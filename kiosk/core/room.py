"""How full the disk is, for what may still be begun."""

from enum import StrEnum


class Room(StrEnum):
    """How much may still be begun."""

    OK = "ok"
    LOW = "low"
    FULL = "full"
