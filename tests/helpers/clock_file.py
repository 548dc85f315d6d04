"""The wall clock of one process, set from outside while it runs, by libfaketime; its monotonic clock is left alone.

Its "monotonic fix" is switched off: with it every wait of one thread for another takes a tenth of a second.
"""

import os
from pathlib import Path


class ClockFile:
    """A file that says how far the clock is off."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.days = 0
        """How far it is off now."""
        self.jump(0)

    @property
    def prefix(self) -> tuple[str, ...]:
        """The command to start a process under this clock."""
        return (
            "env", f"LD_PRELOAD={_library()}", f"FAKETIME_TIMESTAMP_FILE={self._path}", "FAKETIME_NO_CACHE=1",
            "FAKETIME_DONT_FAKE_MONOTONIC=1", "FAKETIME_FORCE_MONOTONIC_FIX=0",
        )  # fmt: skip

    def jump(self, days: int) -> None:
        """From now on the clock is so many days away from the true time."""
        beside = self._path.with_suffix(".new")
        beside.write_text(f"{days:+d}d\n")
        os.replace(beside, self._path)
        self.days = days


def cause_without_faketime() -> str:
    """Why this machine cannot do it, or nothing."""
    return "" if _library() else "there is no libfaketimeMT.so.1 here"


def _library() -> str:
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    return str(found[0]) if found else ""
