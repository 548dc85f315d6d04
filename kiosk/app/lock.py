"""One program at a time on one storage directory: the terminal, or a command that changes what it stands on."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the keeper reads the codes and does without Qt
    from PySide6.QtCore import QLockFile

RUNS_ALREADY = 75
"""EX_TEMPFAIL of sysexits(3): another one has this storage directory."""
UNUSABLE = 2
REBOOT = 79
"""Has the service manager boot the machine anew (packaging/systemd, ExecStopPost)."""
POWER_OFF = 80
"""Has it switch the machine off: the battery is nearly empty."""


class LockedError(Exception):
    """It cannot be had; the message says why, `code` is for the exit."""

    def __init__(self, reason: str, code: int) -> None:
        super().__init__(reason)
        self.code = code


def take_storage(directory: Path) -> "QLockFile":
    """Make the directory if need be and lock it until the lock is released or this process ends.

    Raises `LockedError`. One that was left by a killed process does not count.
    """
    from PySide6.QtCore import QLockFile

    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LockedError(f"{directory}: {error.strerror}", UNUSABLE) from error
    lock = QLockFile(str(directory / "terminal.lock"))
    lock.setStaleLockTime(0)  # an owner that runs keeps it however old it is; one that was killed does not
    if lock.tryLock(0):
        return lock
    if lock.error() is QLockFile.LockError.LockFailedError:
        raise LockedError(f"another terminal runs in {directory}", RUNS_ALREADY)
    raise LockedError(f"{directory}: no lock can be made there", UNUSABLE)
