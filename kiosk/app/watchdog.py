"""Says that the program is alive for as long as all that it needs is, and where its window's thread stands if not.

ticks of the window's thread, steps of the queue's loop, devices ─► Pulse ─► all promises kept ─► WATCHDOG=1
                                                                     broken ─► log, silence … ─► WATCHDOG=trigger

The service manager counts from the last word, which is later than the last sign of life; so when its limit is over
since that one, it is told so.
"""

import math
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

from kiosk.app.service_manager import ALIVE, STALLED, ServiceManager
from kiosk.core.pulse import Pulse
from kiosk.telemetry import emit

WINDOW = "window"
"""The window's thread, which also runs the session, the drivers' tasks and the queue's loop."""
WINDOW_WITHIN_S = 3.0
"""It is heard of every second; a machine under full load needs up to a second for one turn."""
LOOKS_PER_LIMIT = 8
"""So often within the service manager's limit: silence begins at most an eighth of it late."""
LONGEST_LOOK_S = 1.0
MOST_FRAMES_COUNT = 12


class Watchdog:
    """A thread of its own, which the window's thread cannot hold up.

    Broken promises of others than the window count once nobody is served (`is_served`): whoever stands there is not
    sent away because a scanner hangs. `stop` waits for the thread.
    """

    def __init__(self, pulse: Pulse, manager: ServiceManager, is_served: Callable[[], bool]) -> None:
        self._pulse = pulse
        self._manager = manager
        self._is_served = is_served
        self._stopped = threading.Event()
        self._window_thread = threading.get_ident()
        self._stalled_since_s: float | None = None
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin. On the window's thread, which is the one watched."""
        self._thread.start()

    def stop(self) -> None:
        """End; nothing is said any more."""
        self._stopped.set()
        if self._thread.ident is not None:
            self._thread.join()

    @property
    def all_is_well(self) -> bool:
        """Whether it may be said that the program is alive."""
        late = self._pulse.late
        return not late or (WINDOW not in late and self._is_served())

    def _watch(self) -> None:
        limit_s = self._manager.limit_s
        look_s = min(LONGEST_LOOK_S, limit_s / LOOKS_PER_LIMIT if limit_s is not None else LONGEST_LOOK_S)
        while not self._stopped.wait(look_s):
            self._look()

    def _look(self) -> None:
        if self.all_is_well:
            self._manager.tell(ALIVE)
        if WINDOW not in self._pulse.late:
            self._stalled_since_s = None
        elif self._stalled_since_s is None:
            self._stalled_since_s = time.monotonic() - WINDOW_WITHIN_S
            emit("window_stalled", lines=_lines(sys._current_frames().get(self._window_thread)))
        elif time.monotonic() - self._stalled_since_s >= (self._manager.limit_s or math.inf):
            self._manager.tell(STALLED)


def _lines(frame: FrameType | None) -> str:
    """Where a thread stands, innermost first: lines of code and nothing of what they work on."""
    lines: list[str] = []
    while frame is not None and len(lines) < MOST_FRAMES_COUNT:
        lines.append(f"{frame.f_code.co_filename.rsplit('/', 1)[-1]}:{frame.f_lineno}")
        frame = frame.f_back
    return " < ".join(lines)
