"""Room on the disk: a quota, an early no to new forms, and a ballast that keeps room for what has already begun.

    OK ──free < 10 % or < 200 MiB, or nine tenths of the quota──► LOW     no new form; a running one may finish
    LOW ──free < 16 MiB, or the whole quota──► FULL                       only what the ballast's place can hold

The ballast is a file whose blocks are really allocated. It is given up when a write finds the disk full, so that
acknowledgements and the case under way can still be written, and made again when there is room.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.room import Room as Room

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Where the room ends."""

    quota_bytes: int = 4096 * MIB
    """Of the queue's directory, everything in it counted."""
    low_free_share: float = 0.1
    low_free_bytes: int = 200 * MIB
    full_free_bytes: int = 16 * MIB
    ballast_bytes: int = 8 * MIB


class Disk:
    """The disk under one directory. Its calls may take milliseconds: they belong on the store's thread."""

    def __init__(
        self, directory: Path, limits: Limits | None = None, statvfs: Callable[[Path], os.statvfs_result] = os.statvfs
    ) -> None:
        self._directory = directory
        self._limits = limits or Limits()
        self._statvfs = statvfs
        self._ballast = directory / "ballast"

    def room(self) -> Room:
        """The room now. A disk that cannot be asked is FULL: nothing new may be begun on it."""
        try:
            disk = self._statvfs(self._directory)
            used_bytes = sum(_sizes_bytes(self._directory))
        except OSError:
            return Room.FULL
        limits, free_bytes = self._limits, disk.f_bavail * disk.f_frsize
        if free_bytes < limits.full_free_bytes or used_bytes >= limits.quota_bytes:
            return Room.FULL
        low_bytes = max(limits.low_free_bytes, limits.low_free_share * disk.f_blocks * disk.f_frsize)
        return Room.LOW if free_bytes < low_bytes or used_bytes >= 0.9 * limits.quota_bytes else Room.OK

    def free_bytes(self) -> int:
        """What the disk still holds; 0 if it cannot be asked."""
        try:
            disk = self._statvfs(self._directory)
        except OSError:
            return 0
        return disk.f_bavail * disk.f_frsize

    def settle(self) -> Room:
        """The room now; the ballast is made again if there is enough."""
        room = self.room()
        if room is Room.OK and not self._ballast.exists():
            self._make_ballast()
        return room

    def drop_ballast(self) -> bool:
        """Make room; False if the ballast was gone already."""
        try:
            self._ballast.unlink()
        except OSError:
            return False
        return True

    def _make_ballast(self) -> None:
        """A disk that became full meanwhile gets none."""
        draft = self._ballast.with_name("ballast.new")
        with suppress(OSError):
            try:
                handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                try:
                    os.posix_fallocate(handle, 0, self._limits.ballast_bytes)
                    os.fsync(handle)
                finally:
                    os.close(handle)
                draft.rename(self._ballast)
            except OSError:
                draft.unlink(missing_ok=True)


def _sizes_bytes(directory: Path) -> Iterator[int]:
    """Of all files below; one that goes while it is counted has none. Raises OSError where the disk fails."""

    def fails(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            raise error

    for folder, _, names in os.walk(directory, onerror=fails):
        for name in names:
            with suppress(FileNotFoundError):
                yield os.stat(os.path.join(folder, name), follow_symlinks=False).st_size
