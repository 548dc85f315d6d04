"""The resident-card reader: what it reads, what it knows of the card on it, and what a read can come to."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus
from devices.contracts.results import Cancelled, Completion, DeviceGone

MOST_READ_S = 30.0
"""From a card that lies there to its answer: every command of the module at its slowest, three tries, a picture."""


@dataclass(frozen=True, slots=True)
class IdCard:
    """The text of a card as read, untouched but for the padding."""

    card_type: str
    """"resident", "hmt" (J), "foreigner_2017" (I) or "foreigner_2023" (Y)."""
    name: str
    sex_code: str
    """GB/T 2261.1; words for it and for nations are in assets/i18n/codes."""
    nation_code: str | None
    """GB/T 3304, two digits; only a resident's card has it."""
    birth_date: date | None
    address: str | None
    """The newest that the chip holds, which may be another than the printed one."""
    id_number: str
    issuer: str | None
    valid_from: date | None
    valid_until: date | None
    """None means 长期."""
    photo_wlt: bytes | None = field(default=None, repr=False)
    """As the card gives it, 1024 bytes that only a proprietary program can draw."""
    photo: bytes | None = field(default=None, repr=False)
    """The same as a BMP or PNG file, where the site has such a program and it did its work."""


class CardMedia(StrEnum):
    """Whether a card lies on the reader; `unknown` is neither."""

    PRESENT = "present"
    NOT_PRESENT = "not_present"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardReaderStatus(DeviceStatus):
    """Also of the readers of other cards."""

    media: CardMedia = CardMedia.UNKNOWN

    def nothing_known(self) -> dict[str, Any]:
        return {"media": CardMedia.UNKNOWN}


@dataclass(frozen=True, slots=True)
class CardRead:
    completion: ClassVar[Completion] = Completion.SUCCESS
    card: IdCard = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardPulled:
    """The card went away in mid-read."""

    completion: ClassVar[Completion] = Completion.USER_ERROR


@dataclass(frozen=True, slots=True)
class CardUnreadable:
    """The card stayed and could not be read."""

    completion: ClassVar[Completion] = Completion.COMMAND_ERROR
    reason: str


@dataclass(frozen=True, slots=True)
class NoCardInTime:
    """Nobody put a card there."""

    completion: ClassVar[Completion] = Completion.TIME_OUT


ReadResult = CardRead | CardPulled | CardUnreadable | NoCardInTime | DeviceGone | Cancelled


class CardReader(Device[CardReaderStatus], Protocol):
    """One reader. One read at a time."""

    async def read(self, timeout_s: float) -> ReadResult:
        """Wait for a card and read it; cancelling the task ends the read within one command.

        `timeout_s` is for the waiting; a reader that hangs is given up `MOST_READ_S` later, as gone.

        A card that was read once is not read again until it has been lifted. One that lies there unread is read: whose
        it is, the session decides by `media` when it ends. A newer read ends the older with `Cancelled`.
        """
        ...
