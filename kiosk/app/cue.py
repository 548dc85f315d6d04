"""What a terminal and its keeper tell each other: words on standard input and output (0019).

waits, then:  go ─► comes on the screen      says:  warm, shown, leave
later:        warm ─► may ask to leave       told go again: nobody takes over, it goes on
"""

import asyncio
import os
from collections.abc import Callable

from kiosk.session.snapshot import Snapshot
from kiosk.session.states import SessionState

STANDARD_INPUT, STANDARD_OUTPUT = 0, 1


class Cue:
    """The terminal's end. Main thread, inside the loop; `stop` is set when the keeper is gone."""

    def __init__(self, stop: asyncio.Event, source: int = STANDARD_INPUT, sink: int = STANDARD_OUTPUT) -> None:
        self._stop = stop
        self._source = source
        self._sink = sink
        self.given = asyncio.Event()
        self.relieved_by_one = False
        """A fresh one is warm."""
        self.went_on: Callable[[], None] = lambda: None
        """Called when nobody takes over."""
        os.set_blocking(self._source, False)
        self._hear()
        asyncio.get_running_loop().add_reader(self._source, self._hear)

    def say(self, word: str) -> None:
        """Tell the keeper; one that is gone has set `stop`."""
        if not self._stop.is_set():
            os.write(self._sink, word.encode() + b"\n")

    def _hear(self) -> None:
        try:
            told = os.read(self._source, 256)
        except BlockingIOError:
            return
        if not told:
            asyncio.get_running_loop().remove_reader(self._source)
            self._stop.set()
        for word in told.split():
            if word == b"warm":
                self.relieved_by_one = True
            elif word == b"go":
                if self.given.is_set():
                    self.relieved_by_one = False
                    self.went_on()
                self.given.set()


class Leave:
    """Asks the keeper to be replaced once a resident has been here and nothing of theirs is needed any more.

    From then on a hand's acts wait: `hold(True)`; if nobody takes over, they are done: `hold(False)`. `leaves` is
    called before the keeper is asked.
    """

    def __init__(self, cue: Cue, hold: Callable[[bool], None], leaves: Callable[[], None] = lambda: None) -> None:
        self._cue = cue
        self._hold = hold
        self._leaves = leaves
        self._was_used = False
        self._asked = False
        cue.went_on = self._go_on

    def look(self, snapshot: Snapshot) -> None:
        """A snapshot of the session, with every change and once a second."""
        state = snapshot.state
        self._was_used = self._was_used or state.in_session
        if self._was_used and self._cue.relieved_by_one and not self._asked and may_be_replaced(state):
            self._asked = True
            self._hold(True)
            self._leaves()
            self._cue.say("leave")

    def _go_on(self) -> None:
        self._asked = False
        self._hold(False)


def may_be_replaced(state: SessionState) -> bool:
    """Nobody is here, nothing is under way, and nothing is kept for somebody who may come back."""
    idle = not state.in_session and not state.busy_with_effect and not state.speaking
    return idle and not state.holds_somebody and not state.card_must_be_lifted
