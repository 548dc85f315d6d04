"""What the program before this one leaves to it: when somebody was last served here. Not whom, not what they left.

somebody is served ─► a stamp ─► crash, power cut ─► the next program ─► Restarted ─► the idle screen tells

The stamp is the same whether a form was kept or not, so that nobody who reads the screen learns that somebody had one.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from kiosk.core.clock import Clock, boot_id
from kiosk.session.kept import KEPT_S
from kiosk.session.snapshot import Snapshot

LAST_SERVED_FILE = "last-served.json"
STAMP_EVERY_S = 60.0


class Stamp(msgspec.Struct, frozen=True):
    """A moment, on both clocks."""

    boot: str
    monotonic_s: float
    at: datetime


class LastLife:
    """The stamp in a file. Main thread."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._was_in_session = False
        self._stamped_s = 0.0

    def told_for_s(self) -> float:
        """How long it is still to be said that forms are gone; 0 where nobody can have counted on one.

        After a reboot the wall clock has to do: one that was set back says it for as long as ever.
        """
        try:
            stamp = msgspec.json.decode(self._path.read_bytes(), type=Stamp)
        except FileNotFoundError:
            return 0.0
        except (OSError, msgspec.DecodeError):  # torn by a power cut: it was being written
            return KEPT_S
        same_run = stamp.boot == boot_id()
        age_s = self._clock.monotonic_s() - stamp.monotonic_s if same_run else self._age_s(stamp)
        return min(KEPT_S, max(0.0, KEPT_S - age_s))

    def look(self, snapshot: Snapshot) -> None:
        """Stamp the beginning and the end of every session, and each minute of it."""
        in_session = snapshot.state.in_session
        if in_session is self._was_in_session and not (in_session and self._is_old()):
            return
        self._was_in_session, self._stamped_s = in_session, self._clock.monotonic_s()
        stamp = Stamp(boot_id(), self._stamped_s, self._clock.now())
        new = self._path.with_suffix(".new")
        with suppress(OSError):  # a disk that takes nothing is told of elsewhere
            new.write_bytes(msgspec.json.encode(stamp))
            new.replace(self._path)

    def forget(self) -> None:
        """This program goes because nobody needs it: with it nothing is lost."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _is_old(self) -> bool:
        return self._clock.monotonic_s() - self._stamped_s >= STAMP_EVERY_S

    def _age_s(self, stamp: Stamp) -> float:
        return (self._clock.now() - stamp.at).total_seconds()
