"""The resident-card reader: what it reads, what it knows of the card on it, and what a read can come to."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from devices.contracts.health import Health


@dataclass(frozen=True, slots=True)
class IdCard:
    """The text of a card as read, untouched but for the padding."""

    card_type: str
    """"resident", "hmt" (J), "foreigner_2017" (I) or "foreigner_2023" (Y)."""
    name: str
    sex_code: str
    nation_code: str | None
    birth_date: date | None
    address: str | None
    id_number: str
    issuer: str | None
    valid_from: date | None
    valid_until: date | None
    """None means 长期."""
    photo_wlt: bytes | None = field(default=None, repr=False)


class CardMedia(StrEnum):
    """Whether a card lies on the reader; `unknown` is neither."""

    PRESENT = "present"
    NOT_PRESENT = "not_present"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CardReaderStatus:
    health: Health
    media: CardMedia
    since_s: float
    last_confirmed_s: float
    model: str = ""
    serial: str = ""


@dataclass(frozen=True, slots=True)
class CardRead:
    card: IdCard = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardPulled:
    """The card went away in mid-read: a user error."""


@dataclass(frozen=True, slots=True)
class CardUnreadable:
    """The card stayed and could not be read."""

    reason: str


@dataclass(frozen=True, slots=True)
class NoCardInTime:
    """Nobody put a card there."""


@dataclass(frozen=True, slots=True)
class ReaderGone:
    """The reader is unplugged, silent, or talks rubbish."""

    reason: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The caller changed their mind."""


ReadResult = CardRead | CardPulled | CardUnreadable | NoCardInTime | ReaderGone | Cancelled


class CardReader(Protocol):
    """One reader. One read at a time; `status` and `close` never wait for it."""

    @property
    def status(self) -> CardReaderStatus: ...

    def watch(self) -> AsyncIterator[CardReaderStatus]:
        """Yield the status now, then on every change, until closed."""
        ...

    async def read(self, timeout_s: float) -> ReadResult:
        """Wait for a card and read it; cancelling the task ends the read within one command.

        A card that was read once is not read again until it has been lifted. One that lies there unread is read: whose
        it is, the session decides by `media` when it ends. A newer read ends the older with `Cancelled`.
        """
        ...

    async def run(self) -> None:
        """Keep the reader connected until cancelled, reconnecting with 0.5 → 5 s back-off."""
        ...

    async def close(self) -> None: ...
