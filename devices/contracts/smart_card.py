"""Any other chip card, command by command: a staff card, whose protocol is the caller's business."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import ClassVar, Protocol, TypeVar

from devices.contracts.card_reader import CardReaderStatus
from devices.contracts.device import Device
from devices.contracts.results import Cancelled, Completion, DeviceGone, TimedOut

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Answered:
    """The card's answer: what came before SW1 SW2, and the two as one number, 0x9000 when all is well."""

    completion: ClassVar[Completion] = Completion.SUCCESS
    data: bytes = field(repr=False)
    status_word: int


@dataclass(frozen=True, slots=True)
class CardLost:
    """The card was pulled, or does not answer any more; the conversation is over."""

    completion: ClassVar[Completion] = Completion.USER_ERROR
    reason: str


class Conversation(Protocol):
    """An exclusive talk with the card that lies there; valid inside `SmartCardReader.talk` only."""

    @property
    def atr(self) -> bytes: ...

    async def ask(self, command: bytes, timeout_s: float = 5.0) -> Answered | CardLost | TimedOut:
        """One C-APDU, its R-APDU; `61xx` and `6Cxx` are followed by themselves. After a time-out the talk is over."""
        ...


MOST_TALK_S = 30.0
"""With a card that answers; six commands of 5 s."""


class SmartCardReader(Device[CardReaderStatus], Protocol):
    """One slot for a card that is put in and stays while it is needed."""

    async def talk(
        self, talk: Callable[[Conversation], Awaitable[R]], timeout_s: float
    ) -> R | DeviceGone | Cancelled | TimedOut:
        """Wait for a card, hold it exclusively while `talk` runs, and leave it without power; `talk`'s own result.

        `timeout_s` is for the waiting; a talk without end is given up `MOST_TALK_S` later. A newer talk ends the older
        with `Cancelled`."""
        ...
