"""A session port for screen tests: it keeps what a hand did and shows whatever snapshot the test sets."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from devices.contracts.camera import CameraStatus
from devices.contracts.card_reader import CardReaderStatus
from devices.contracts.health import Health
from devices.contracts.printer import Paper, PrinterStatus
from devices.contracts.statuses import Statuses
from devices.contracts.voice import VoiceStatus
from kiosk.session.events import Event
from kiosk.session.overlays import Overlay
from kiosk.session.screens import Screen
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import SessionState
from kiosk.session.world import Countdown

MORNING = datetime(2026, 4, 21, 1, 41, tzinfo=UTC)
"""4月21日 星期二 9:41 in China, the moment on the design pictures."""

RESTFUL = Countdown(remaining_s=112.0, total_s=120.0, paused=False, warning=False)
"""1:52, as on the design pictures."""


ALL_WELL = Statuses(
    id_card=CardReaderStatus(health=Health.ONLINE, since_s=0.0),
    receipt_printer=PrinterStatus(health=Health.ONLINE, paper=Paper.FULL, cover_open=False, since_s=0.0),
    voice=VoiceStatus(health=Health.ONLINE, since_s=0.0),
    camera=CameraStatus(health=Health.ONLINE, since_s=0.0),
)
"""Every device of the first journey works."""


def snapshot_of(state: SessionState, now: datetime = MORNING, countdown: Countdown = RESTFUL) -> Snapshot:
    """A snapshot of a state at the pictures' moment; `dataclasses.replace` sets the rest."""
    return Snapshot(state=state, now=now, countdown=countdown, machines=ALL_WELL)


class FakeSession:
    """Implements `SessionPort`. Nothing advances: the test decides what is seen next."""

    def __init__(self, snapshot: Snapshot | None = None) -> None:
        self._snapshot = snapshot or snapshot_of(SessionState(online=True))
        self._subscribers: list[Callable[[Snapshot], None]] = []
        self.sent: list[Event] = []

    @property
    def snapshot(self) -> Snapshot:
        return self._snapshot

    def send(self, event: Event) -> None:
        self.sent.append(event)

    def subscribe(self, seen: Callable[[Snapshot], None]) -> None:
        self._subscribers.append(seen)

    def show(self, snapshot: Snapshot) -> None:
        """Publish a snapshot as the real session would."""
        self._snapshot = snapshot
        for seen in self._subscribers:
            seen(snapshot)

    def show_state(self, state: SessionState) -> None:
        """Publish another state at the same moment."""
        self.show(replace(self._snapshot, state=state))

    def show_screen(self, screen: Screen, overlay: Overlay | None = None) -> None:
        """Publish another screen of the same session."""
        self.show_state(replace(self._snapshot.state, screen=screen, overlay=overlay))
