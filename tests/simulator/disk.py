"""A disk in memory that can be cut off: what was not synced is kept, dropped or torn, by one seed.

A file's synced content is not kept apart; each unsynced write remembers what it overwrote, which is undone at a cut.
Names follow the order of most file systems: any sync makes the earlier creations and deletions durable.
The exhaustive models of the metadata are the power-loss campaign's; this one must be fast.
"""

import io
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import apsw

from kiosk.outbox.files import Files

SECTOR_BYTES = 512
NAME = "simulated-disk"


class PowerCutError(Exception):
    """The machine has no power from here on."""


class _Inode:
    """One file's bytes, and its unsynced changes: (offset, what was there, length before, what is there now)."""

    __slots__ = ("data", "unsynced")

    def __init__(self, data: bytearray) -> None:
        self.data = data
        self.unsynced: list[tuple[int, bytes, int, bytes | None]] = []

    def write(self, offset: int, content: bytes) -> None:
        data = self.data
        length = len(data)
        self.unsynced.append((offset, bytes(data[offset : offset + len(content)]), length, content))
        self.put(offset, content)

    def put(self, offset: int, content: bytes) -> None:
        if offset > len(self.data):
            self.data.extend(bytes(offset - len(self.data)))
        self.data[offset : offset + len(content)] = content

    def truncate(self, size: int) -> None:
        self.unsynced.append((size, bytes(self.data[size:]), len(self.data), None))
        del self.data[size:]

    def after_cut(self, randomness: random.Random) -> "_Inode":
        data = bytearray(self.data)
        for offset, before, length, _ in reversed(self.unsynced):
            data[offset : offset + len(before)] = before
            del data[length:]
        survivor = _Inode(data)
        for offset, _, _, content in self.unsynced:
            fate = randomness.random()
            if fate < 0.4:
                continue
            if content is None:
                del survivor.data[offset:]
            elif fate < 0.8:
                survivor.put(offset, content)
            else:
                for start in range(0, len(content), SECTOR_BYTES):
                    if randomness.random() < 0.5:
                        survivor.put(offset + start, content[start : start + SECTOR_BYTES])
        return survivor


class Disk:
    """The files of one life of the machine."""

    def __init__(self, randomness: random.Random) -> None:
        self.randomness = randomness
        self.names: dict[str, _Inode] = {}
        self._unsynced_names: list[tuple[str, _Inode | None]] = []
        """Name and what it named before."""
        self.room_bytes: int | None = None
        """How much the files may still grow; None: without limit."""
        self.failing_count = 0
        """So many of the next writes fail."""
        self.lies = False
        """Whether a sync does nothing, as on a drive that lies about it."""
        self.cut_in_count: int | None = None
        """After so many writes and syncs the power goes."""
        self.left: Disk | None = None
        """What a cut has left; until then there is power."""

    def cut(self) -> None:
        """Take the power away; what is done to this disk afterwards does not matter."""
        survivor = Disk(self.randomness)
        names = dict(self.names)
        kept_count = self.randomness.randint(0, len(self._unsynced_names))
        for name, before in reversed(self._unsynced_names[kept_count:]):
            if before is None:
                names.pop(name, None)
            else:
                names[name] = before
        survivor.names = {name: inode.after_cut(self.randomness) for name, inode in names.items()}
        self.left = survivor

    # ── what the file layer does ───────────────────────────────────────────────────────────────────────────────────

    def open(self, name: str | None, may_create: bool) -> _Inode:
        if name is None:
            return _Inode(bytearray())
        found = self.names.get(name)
        if found is None:
            if not may_create:
                raise apsw.CantOpenError(name)
            self._unsynced_names.append((name, None))
            found = self.names[name] = _Inode(bytearray())
        return found

    def delete(self, name: str, is_synced: bool) -> None:
        self._spend()
        before = self.names.pop(name, None)
        if before is None:
            raise apsw.IOError(name)
        self._unsynced_names.append((name, before))
        if is_synced and not self.lies:
            self._unsynced_names.clear()

    def rename(self, old: str, new: str) -> None:
        self._spend()
        moved = self.names.pop(old)
        self._unsynced_names += [(old, moved), (new, self.names.get(new))]
        self.names[new] = moved

    def write(self, inode: _Inode, offset: int, content: bytes) -> None:
        growth_bytes = offset + len(content) - len(inode.data)
        if self.left is None and growth_bytes > 0 and self.room_bytes is not None:
            if growth_bytes > self.room_bytes:
                raise apsw.FullError("no room")
            self.room_bytes -= growth_bytes
        if self.left is None and self.failing_count:
            self.failing_count -= 1
            raise apsw.IOError("a write failed")
        inode.write(offset, content)
        self._spend()

    def truncate(self, inode: _Inode, size: int) -> None:
        inode.truncate(size)
        self._spend()

    def sync(self, inode: _Inode) -> None:
        self._spend()
        if not self.lies:
            inode.unsynced.clear()
            self._unsynced_names.clear()

    def _spend(self) -> None:
        if self.left is None and self.cut_in_count is not None:
            self.cut_in_count -= 1
            if self.cut_in_count <= 0:
                self.cut()
                raise PowerCutError


class _File:
    """What SQLite holds of one open file. It keeps to its own disk: after a cut nobody looks at that any more."""

    def __init__(self, disk: Disk, inode: _Inode) -> None:
        self._disk = disk
        self._inode = inode

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802 - apsw's name
        return bytes(self._inode.data[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.write(self._inode, offset, bytes(data))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._disk.truncate(self._inode, size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.sync(self._inode)

    def xFileSize(self) -> int:  # noqa: N802
        return len(self._inode.data)

    def xLock(self, level: int) -> None:  # noqa: N802
        return

    def xUnlock(self, level: int) -> None:  # noqa: N802
        return

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xFileControl(self, operation: int, pointer: int) -> bool:  # noqa: N802
        return False

    def xSectorSize(self) -> int:  # noqa: N802
        return SECTOR_BYTES

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return int(apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE)

    def xClose(self) -> None:  # noqa: N802
        return


class FileLayer(apsw.VFS):
    """SQLite's way to the disk that is in now. Chance, too, comes from the disk's seed."""

    def __init__(self) -> None:
        super().__init__(NAME, base="")
        self.disk = Disk(random.Random(0))

    def xOpen(self, name: object, flags: list[int]) -> _File:  # type: ignore[override]  # noqa: N802 - a file like theirs
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        flags[1] = flags[0]
        may_create = bool(flags[0] & apsw.SQLITE_OPEN_CREATE)
        return _File(self.disk, self.disk.open(None if path is None else str(path), may_create))

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self.disk.delete(filename, syncdir)

    def xAccess(self, pathname: str, flags: int) -> bool:  # noqa: N802
        return pathname in self.disk.names

    def xFullPathname(self, name: str) -> str:  # noqa: N802
        return name

    def xRandomness(self, numbytes: int) -> bytes:  # noqa: N802
        return self.disk.randomness.randbytes(numbytes)


class SimulatedFiles(Files):
    """What the store does to its files past SQLite, on the disk that is in now."""

    vfs = NAME
    is_exclusive = True

    def __init__(self, layer: FileLayer) -> None:
        self._layer = layer

    def exists(self, path: Path) -> bool:
        return str(path) in self._layer.disk.names

    def is_empty(self, path: Path) -> bool:
        return not self._layer.disk.names[str(path)].data

    def beside(self, path: Path) -> list[Path]:
        return [Path(name) for name in self._layer.disk.names if name.startswith(str(path))]

    def make_directory(self, path: Path) -> None:
        return

    def keep_private(self, path: Path) -> None:
        return

    def create(self, path: Path) -> BinaryIO:
        """Nothing but the queue is on this disk: what else is written is gone at once."""
        return io.BytesIO()

    def rename(self, old: Path, new: Path) -> None:
        self._layer.disk.rename(str(old), str(new))

    def remove(self, path: Path) -> None:
        self._layer.disk.delete(str(path), is_synced=False)

    def sync(self, path: Path) -> None:
        self._layer.disk.sync(_Inode(bytearray()))


@contextmanager
def file_layer() -> Iterator[FileLayer]:
    """The layer, registered under `NAME` for as long as the block runs."""
    layer = FileLayer()
    try:
        yield layer
    finally:
        layer.unregister()
