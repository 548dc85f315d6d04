"""How often the program fell lately, and what it may still be trusted with.

    5 falls in 5 min ─► SAFE: a page with the telephone, for 5 min ─► 3 of those ─► REBOOT, once ─► OUT_OF_SERVICE
    an hour without a fall ─► all is forgotten

Each life is written down before it begins and again when it ends as it should; one that left no end fell.
"""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

import msgspec

from kiosk.core.clock import Clock, boot_id
from kiosk.core.durable import write_whole

LIVES_FILE = "lives.json"
"""Its name in the storage directory."""
FALLS_COUNT = 5
FALLS_WITHIN_S = 300.0
SAFE_S = 300.0
"""How long the page stands before the program is tried again."""
SAFE_COUNT = 3
GOOD_LIFE_S = 3600.0
TOLD_S = 24 * 3600.0
"""So long the platform is told that the program rested, once it serves again."""
OUT_OF_SERVICE_S = 3600.0
"""Out of service, the program is tried once an hour: a technician need not come for what mended itself."""


class Life(Enum):
    """What this process is for."""

    NORMAL = auto()
    SAFE = auto()
    REBOOT = auto()
    """Ask the service manager to boot the machine anew, and end."""
    OUT_OF_SERVICE = auto()


class History(msgspec.Struct, frozen=True):
    """What is known of the lives before. Moments are monotonic seconds of the run of the machine `boot`."""

    boot: str = ""
    began_s: float | None = None
    """Of the life that is under way, or fell; None where the last one ended as it should."""
    falls_s: tuple[float, ...] = ()
    safe_count: int = 0
    was_rebooted: bool = False
    rested: str = ""
    """The last life that was not normal; empty after an hour without a fall."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A life that begins: what it is for, and the history with it."""

    life: Life
    history: History


def begun(before: History, boot: str, now_s: float) -> Begun:
    """What follows from the history when a process begins at `now_s` in the run `boot` of the machine.

    A machine that went dark is no fall: only a life that left no end within the same run counts.
    """
    if before.boot != boot:
        kept = msgspec.structs.replace(before, boot=boot, began_s=None, falls_s=())
        return Begun(Life.NORMAL, msgspec.structs.replace(kept, began_s=now_s))
    fell = before.began_s is not None
    if fell and now_s - (before.began_s or 0.0) >= GOOD_LIFE_S:
        before = History(boot, falls_s=())
    lately = tuple(each_s for each_s in before.falls_s if now_s - each_s < FALLS_WITHIN_S)
    falls_s = (*lately, now_s) if fell else lately
    history = msgspec.structs.replace(before, began_s=now_s, falls_s=falls_s)
    if len(falls_s) < FALLS_COUNT:
        return Begun(Life.NORMAL, history)
    # what the page shows for a while is no fall, and the next try begins with a clean sheet
    rested = msgspec.structs.replace(history, began_s=None, falls_s=(), safe_count=before.safe_count + 1)
    if rested.safe_count <= SAFE_COUNT:
        return _rests(Life.SAFE, rested)
    if not rested.was_rebooted:
        return _rests(Life.REBOOT, msgspec.structs.replace(rested, safe_count=0, was_rebooted=True))
    return _rests(Life.OUT_OF_SERVICE, rested)


def _rests(life: Life, history: History) -> Begun:
    return Begun(life, msgspec.structs.replace(history, rested=life.name.lower()))


class Lives:
    """The history in a file of the storage directory. A disk that takes nothing leaves the one before."""

    def __init__(self, directory: Path, clock: Clock) -> None:
        self._path = directory / LIVES_FILE
        self._clock = clock

    def begin(self) -> Life:
        """Write down that a life begins; what it may be used for."""
        begins = begun(self._read(), boot_id(), self._clock.monotonic_s())
        self._write(begins.history)
        return begins.life

    def end(self) -> None:
        """It ends as it should: told to, or because nobody needed it."""
        self._write(msgspec.structs.replace(self._read(), began_s=None))

    @property
    def fall_count(self) -> int:
        """Of the last minutes (`FALLS_WITHIN_S`)."""
        return len(self._read().falls_s)

    @property
    def rested(self) -> str:
        """Which life was not normal before this one, for as long as it is to be told; empty if none was."""
        history = self._read()
        serves_since_s = self._clock.monotonic_s() if history.began_s is None else history.began_s
        return history.rested if self._clock.monotonic_s() - serves_since_s < TOLD_S else ""

    def _read(self) -> History:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=History)
        except (OSError, msgspec.DecodeError):
            return History()

    def _write(self, history: History) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, msgspec.json.encode(history))
        except OSError:
            return
