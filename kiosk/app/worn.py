"""Why this process is to end though nobody told it to, and its end once nobody needs it.

out: something in it cannot be mended · due: it is the hour, another version lies there, the battery is nearly empty
"""

import asyncio
from collections.abc import Callable

from kiosk.app.cue import may_be_replaced
from kiosk.session.snapshot import SessionPort, Snapshot
from kiosk.telemetry import emit

FELL = 1


class Worn:
    """Main thread. `leaves` is called before the process is given up: nobody loses anything with it."""

    def __init__(self, session: SessionPort, leaves: Callable[[], None]) -> None:
        self._session = session
        self._leaves = leaves
        self._codes: dict[str, int] = {}
        self._follows = False
        self.given_up = asyncio.Event()
        """Nobody needs this process now: whoever runs it begins another one."""

    @property
    def code(self) -> int:
        """What this process ends with: the greatest that was asked for."""
        return max(self._codes.values(), default=0)

    def out(self, part: str) -> None:
        """This part is worn out: end once nobody is here and nothing is under way."""
        if part not in self._codes:
            emit("worn_out", task=part)
            self._end(part, FELL)

    def due(self, reason: str, code: int = 0) -> None:
        """The same, and nothing is wrong with this process."""
        if reason not in self._codes:
            emit("due", reason=reason)
            self._end(reason, code)

    def withdraw(self, reason: str) -> None:
        """What was due is so no more."""
        self._codes.pop(reason, None)

    def at_once(self) -> None:
        """Whoever is here is not waited for any longer; an effect under way is."""
        self.given_up.set()

    def _end(self, reason: str, code: int) -> None:
        self._codes[reason] = code
        if not self._follows:
            self._follows = True
            self._session.subscribe(self._look)
        self._look(self._session.snapshot)

    def _look(self, snapshot: Snapshot) -> None:
        if self._codes and may_be_replaced(snapshot.state):
            self._leaves()
            self.given_up.set()
