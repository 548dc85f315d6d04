"""What the screens are told, all at once and frozen: the session's state and the few outside facts shown beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from devices.contracts.camera import CameraStatus
from devices.contracts.card_reader import CardReaderStatus
from devices.contracts.printer import PrinterStatus
from devices.contracts.statuses import Statuses
from devices.contracts.voice import VoiceStatus
from kiosk.session.events import Event
from kiosk.session.states import SessionState
from kiosk.session.world import Countdown

NOT_HEARD_YET = Statuses(
    id_card=CardReaderStatus(since_s=0.0),
    receipt_printer=PrinterStatus(since_s=0.0),
    voice=VoiceStatus(since_s=0.0),
    camera=CameraStatus(since_s=0.0),
)
"""The first frame comes before any device has spoken: they are starting, and nothing is said to be missing."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A notice from the feed, valid now."""

    title: str
    text: str
    icon: str


@dataclass(frozen=True, slots=True)
class Caption:
    """What is being said, as it is shown; the lit part is the phrase sounding now."""

    text: str
    lit_start: int
    lit_length: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment. Two equal snapshots look the same on every screen."""

    state: SessionState
    now: datetime
    """To the minute."""
    countdown: Countdown
    machines: Statuses = NOT_HEARD_YET
    """What every device says."""
    bulletins: tuple[Bulletin, ...] = ()
    caption: Caption | None = None


class SessionPort(Protocol):
    """The session as the screens see it: a snapshot to mirror, and one way to say what a hand did. Main thread."""

    @property
    def snapshot(self) -> Snapshot:
        """The moment now."""
        ...

    def send(self, event: Event) -> None:
        """Tell the session what happened; returns at once, the answer is the next snapshot."""
        ...

    def subscribe(self, seen: Callable[[Snapshot], None]) -> None:
        """Call `seen` with every new snapshot, for as long as the program lives."""
        ...
