"""The thin shell round `advance`: one queue of events, one state, everybody told after each step. Main thread only.

send(event) ─► queue ─► advance ─► new state ─► subscribers
                 ▲          └─► effects ─► perform(effect) ─┐
                 └───────────────── events ◄────────────────┘
"""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from devices.contracts.statuses import Statuses
from kiosk.session.advance import advance
from kiosk.session.effects import Effect
from kiosk.session.events import Event
from kiosk.session.on_time import countdown_shown
from kiosk.session.snapshot import Bulletin, Caption, Snapshot
from kiosk.session.states import SessionState
from kiosk.session.world import World


class Session:
    """Implements `SessionPort`. Events sent while one is being handled wait for their turn, in order."""

    def __init__(self, world: Callable[[], World], perform: Callable[[Effect], None]) -> None:
        self._world = world
        self._perform = perform
        self._waiting: deque[Event] = deque()
        self._advancing = False
        self._subscribers: list[Callable[[Snapshot], None]] = []
        self._state = SessionState()
        now = world()
        self._snapshot = Snapshot(self._state, _minute(now.now), countdown_shown(self._state, now))

    @property
    def state(self) -> SessionState:
        """The state now."""
        return self._state

    @property
    def snapshot(self) -> Snapshot:
        return self._snapshot

    def subscribe(self, seen: Callable[[Snapshot], None]) -> None:
        self._subscribers.append(seen)

    def send(self, event: Event) -> None:
        self._waiting.append(event)
        if self._advancing:
            return
        self._advancing = True
        try:
            while self._waiting:
                self._step(self._waiting.popleft())
        finally:
            self._advancing = False

    def show_machines(self, machines: Statuses) -> None:
        """The devices changed."""
        self._publish(replace(self._snapshot, machines=machines))

    def show_bulletins(self, bulletins: tuple[Bulletin, ...]) -> None:
        """The feed changed."""
        self._publish(replace(self._snapshot, bulletins=bulletins))

    def show_caption(self, caption: Caption | None) -> None:
        """Another phrase sounds, or none."""
        self._publish(replace(self._snapshot, caption=caption))

    def _step(self, event: Event) -> None:
        world = self._world()
        self._state, effects = advance(self._state, event, world)
        left = countdown_shown(self._state, world)
        self._publish(replace(self._snapshot, state=self._state, now=_minute(world.now), countdown=left))
        for effect in effects:
            self._perform(effect)

    def _publish(self, snapshot: Snapshot) -> None:
        if snapshot == self._snapshot:
            return
        self._snapshot = snapshot
        for seen in self._subscribers:
            seen(snapshot)


def _minute(now: datetime) -> datetime:
    """No screen shows seconds: at rest nobody is told anything until the clock on the wall moves."""
    return now.replace(second=0, microsecond=0)
