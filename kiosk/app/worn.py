"""What cannot be mended within this process, and the end of the process once nobody needs it."""

import asyncio
from collections.abc import Callable

from kiosk.app.cue import may_be_replaced
from kiosk.session.snapshot import SessionPort, Snapshot
from kiosk.telemetry import emit


class Worn:
    """Main thread. `leaves` is called before the process is given up: nobody loses anything with it."""

    def __init__(self, session: SessionPort, leaves: Callable[[], None]) -> None:
        self._session = session
        self._leaves = leaves
        self._parts: set[str] = set()
        self.given_up = asyncio.Event()
        """Nobody needs this process now: whoever runs it begins another one."""

    def out(self, part: str) -> None:
        """This part is worn out: end once nobody is here and nothing is under way."""
        if part in self._parts:
            return
        self._parts.add(part)
        emit("worn_out", task=part)
        self._session.subscribe(self._look)
        self._look(self._session.snapshot)

    def _look(self, snapshot: Snapshot) -> None:
        if may_be_replaced(snapshot.state):
            self._leaves()
            self.given_up.set()
