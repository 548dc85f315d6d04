"""What is done to the queue's files past SQLite, in one place: a crash harness stands here, on a disk it can tear."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


class Files:
    """The machine's own file system."""

    vfs: str | None = None
    """The SQLite file layer to open with; None: the machine's."""
    is_exclusive = False
    """A file layer without shared memory can hold a write-ahead log for one connection only."""

    def exists(self, path: Path) -> bool:
        return path.exists()

    def is_empty(self, path: Path) -> bool:
        return path.stat().st_size == 0

    def beside(self, path: Path) -> list[Path]:
        """The files of the same directory whose names begin with this one's."""
        return [each for each in path.parent.iterdir() if each.name.startswith(path.name)]

    def make_directory(self, path: Path) -> None:
        """Make a directory that this user alone can look into, or close one to all others."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if stat.S_IMODE(path.stat().st_mode) != 0o700:
            path.chmod(0o700)

    def keep_private(self, path: Path) -> None:
        """Let this user alone read a file, from its first byte on if it is not there yet."""
        if not path.exists():
            path.touch(mode=0o600)
        elif stat.S_IMODE(path.stat().st_mode) != 0o600:  # not opened: closing it would end SQLite's locks on it
            path.chmod(0o600)

    def create(self, path: Path) -> BinaryIO:
        """A new, empty file to write to, in the place of one of that name."""
        return path.open("wb")

    def read_through(self, path: Path) -> None:
        """Read a file to its end, if it is there; raises OSError where the disk cannot."""
        if self.exists(path):
            with path.open("rb", buffering=0) as file:
                while file.read(1 << 20):
                    pass

    def rename(self, old: Path, new: Path) -> None:
        old.replace(new)

    def remove(self, path: Path) -> None:
        path.unlink()

    def sync(self, path: Path) -> None:
        """Wait until a file's content, or a directory's names, would survive a power cut."""
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    @contextmanager
    def written_whole(self, path: Path) -> Iterator[BinaryIO]:
        """Write a file that is under its name whole or not at all, and survives a power cut once this is left."""
        draft = path.with_name(path.name + ".new")
        try:
            with self.create(draft) as file:
                yield file
            self.put(draft, path)
        except BaseException:
            with suppress(OSError):
                self.remove(draft)
            raise

    def put(self, draft: Path, path: Path) -> None:
        """Give a finished file its name, in an order that no power cut can turn into half a file."""
        self.sync(draft)
        self.rename(draft, path)
        self.sync(path.parent)
