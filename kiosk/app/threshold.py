"""Where the session will be: an idle machine to look at while the rest of the program is still being loaded.

first frame ─► the screens mirror the threshold ─► program loaded ─► open(session) ─► the session for ever
                  a hand's act waits here ─────────────────────────────► and is done
                                                   hold(True): it waits again, while another process may take over
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kiosk.session.events import Event
from kiosk.session.snapshot import SessionPort, Snapshot
from kiosk.session.states import Mode, SessionState
from kiosk.session.world import DEFAULT_LIMITS, Countdown


class Threshold:
    """A `SessionPort` that is there before the session. Main thread."""

    def __init__(self, now: datetime) -> None:
        idle_s = DEFAULT_LIMITS[Mode.STANDARD].idle_s
        self._before = Snapshot(SessionState(), now, Countdown(idle_s, idle_s, paused=False, warning=False))
        self._session: SessionPort | None = None
        self._holds = False
        self._waiting: list[Event] = []

    @property
    def snapshot(self) -> Snapshot:
        return self._session.snapshot if self._session is not None else self._before

    def send(self, event: Event) -> None:
        if self._session is not None and not self._holds:
            self._session.send(event)
        else:
            self._waiting.append(event)

    def subscribe(self, seen: Callable[[Snapshot], None]) -> None:
        """Only once the session is there: nothing changes before."""
        assert self._session is not None
        self._session.subscribe(seen)

    def open(self, session: SessionPort, follow: Callable[[], None]) -> None:
        """Hand over to the session: let everybody `follow` it, then do what a hand did in the meantime."""
        self._session = session
        follow()
        self.hold(False)

    def hold(self, holds: bool) -> None:
        """Keep a hand's acts back, or do those that waited."""
        self._holds = holds
        waiting, self._waiting = self._waiting, []
        for event in waiting:
            self.send(event)

    def look_again(self, now: datetime) -> None:
        """A window that is shown long after it was made shows the time it is."""
        self._before = replace(self._before, now=now)
