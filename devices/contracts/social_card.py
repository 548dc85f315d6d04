"""The social-security card's reader: the two files that a card gives to everybody (EF05 issuer, EF06 holder)."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Protocol

from devices.contracts.card_reader import CardPulled, CardReaderStatus, CardUnreadable, NoCardInTime
from devices.contracts.device import Device
from devices.contracts.results import Cancelled, Completion, DeviceGone


@dataclass(frozen=True, slots=True)
class SocialCard:
    """What the card says without a PIN and without a PSAM; None is what this card leaves out."""

    social_security_number: str
    """Of a Chinese citizen the resident number, 18 characters."""
    name: str
    sex_code: str | None = None
    """GB/T 2261.1."""
    nation_code: str | None = None
    """GB/T 3304, two digits."""
    birth_date: date | None = None
    card_number: str | None = None
    region_code: str | None = None
    """First six digits of the card's identification code: the division that issued it."""
    specification: str | None = None
    """"1.00", "2.00" or "3.00"."""
    issued_on: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class SocialCardRead:
    completion: ClassVar[Completion] = Completion.SUCCESS
    card: SocialCard = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotASocialCard:
    """A chip card of another kind: a bank card, a bus card, a card put in upside down."""

    completion: ClassVar[Completion] = Completion.USER_ERROR


SocialReadResult = SocialCardRead | NotASocialCard | CardPulled | CardUnreadable | NoCardInTime | DeviceGone | Cancelled


class SocialCardReader(Device[CardReaderStatus], Protocol):
    """One slot, or one contactless field."""

    async def read(self, timeout_s: float) -> SocialReadResult:
        """Wait for a card and read EF05 and EF06; cancelling the task ends it within one command to the card.

        `timeout_s` is for the waiting; a reader that hangs is given up `MOST_READ_S` later, as gone.

        A newer read ends the older with `Cancelled`.
        """
        ...
