"""A disk that loses its power: every write, sync and change of a name is recorded; possible disks are built from that.

    with disk.mounted(): the production code runs on it, through SQLite's file layer and `kiosk.outbox.files`
    disk.after_cut(at, chance, names) ─► a new CrashDisk as it may look after a cut behind the at-th step

What was written since a file's last sync is kept, dropped or torn, write by write, at 512-byte sectors. What happened
to names is kept by one of three models: *ordered*, as ext4 and XFS do it (names change in order, and any sync makes
all earlier changes of names durable); *strict*, all that POSIX promises (only a directory's own sync does, and what is
not durable is kept or dropped change by change); *own*, as btrfs does it (a file's sync makes its own new name durable
too, and no other change).

The drive is trusted to honour a sync. Files live in memory; one process and one connection at a time, so SQLite keeps
its write-ahead log's index in memory too (`is_exclusive`).
"""

import io
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, cast

import apsw

from kiosk.outbox.files import Files

SECTOR_BYTES = 512
_serials = count()


class Names(StrEnum):
    """What a cut may do to changes of names."""

    ORDERED = "ordered"
    STRICT = "strict"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Write:
    inode: int
    offset: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Truncate:
    inode: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Sync:
    inode: int


@dataclass(frozen=True, slots=True)
class SyncNames:
    """The directory's own sync."""


@dataclass(frozen=True, slots=True)
class Link:
    """A name now means this file; the file it meant before is gone."""

    name: str
    inode: int


@dataclass(frozen=True, slots=True)
class Unlink:
    name: str


@dataclass(frozen=True, slots=True)
class Rename:
    old: str
    new: str


Change = Link | Unlink | Rename
Step = Write | Truncate | Sync | SyncNames | Change


class CrashDisk(Files):
    """One flat directory in memory, as the program sees it, and the record of how it came about."""

    is_exclusive = True
    new_logs_sync_names = True
    """A new journal's or log's first sync syncs the directory too, as SQLite's own layer for Unix does it."""

    def __init__(self, names: dict[str, int] | None = None, contents: dict[int, bytearray] | None = None) -> None:
        self.names = names or {}
        self.contents = contents or {}
        self.steps: list[Step] = []
        self._first_names = dict(self.names)
        self._first_contents = {inode: bytes(data) for inode, data in self.contents.items()}
        self._next_inode = max(self.contents, default=0) + 1
        self.vfs = f"crash-{next(_serials)}"
        self._layer: _Layer | None = None

    # ── what the program does past SQLite ──────────────────────────────────────────────────────────────────────────

    def exists(self, path: Path) -> bool:
        return path.name in self.names

    def is_empty(self, path: Path) -> bool:
        return not self.contents[self.names[path.name]]

    def beside(self, path: Path) -> list[Path]:
        return [path.with_name(name) for name in self.names if name.startswith(path.name)]

    def make_directory(self, path: Path) -> None:
        """There is one directory, and it is there."""

    def keep_private(self, path: Path) -> None:
        """Nobody else is here."""

    def create(self, path: Path) -> BinaryIO:
        inode = self.linked(path.name)
        return cast(BinaryIO, io.BufferedWriter(_Written(self, inode)))

    def read_through(self, path: Path) -> None:
        """This disk loses and tears; it never fails to read."""

    def rename(self, old: Path, new: Path) -> None:
        self.did(Rename(old.name, new.name))

    def remove(self, path: Path) -> None:
        self.did(Unlink(path.name))

    def sync(self, path: Path) -> None:
        inode = self.names.get(path.name)
        self.did(SyncNames() if inode is None else Sync(inode))

    def read(self, name: str) -> bytes:
        return bytes(self.contents[self.names[name]])

    # ── the record ─────────────────────────────────────────────────────────────────────────────────────────────────

    def linked(self, name: str) -> int:
        """A new, empty file under a name. Its inode was never used before: an old file's writes are not its own."""
        inode = self._next_inode
        self._next_inode += 1
        self.did(Link(name, inode))
        return inode

    def did(self, step: Step) -> None:
        """Carry out one step and write it down."""
        self.steps.append(step)
        match step:
            case Write() | Truncate():
                _apply(self.contents[step.inode], step)
            case Link() | Unlink() | Rename():
                if isinstance(step, Link):
                    self.contents[step.inode] = bytearray()
                _change(self.names, step)

    @contextmanager
    def mounted(self) -> Iterator["CrashDisk"]:
        """SQLite can open files of this disk by `vfs` while this lasts."""
        self._layer = _Layer(self)
        try:
            yield self
        finally:
            self._layer.unregister()
            self._layer = None

    # ── the power cut ──────────────────────────────────────────────────────────────────────────────────────────────

    def after_cut(self, at: int, chance: random.Random, names: Names) -> "CrashDisk":
        """A disk as it may be found after a cut behind the first `at` steps."""
        done = self.steps[:at]
        kept_names = dict(self._first_names)
        for change in _kept_changes(done, chance, names):
            _change(kept_names, change)
        contents = {inode: bytearray(data) for inode, data in self._first_contents.items()}
        contents |= {step.inode: bytearray() for step in done if isinstance(step, Link)}
        synced_at = {step.inode: place for place, step in enumerate(done) if isinstance(step, Sync)}
        alive = set(kept_names.values())
        for place, step in enumerate(done):
            if isinstance(step, Write | Truncate) and step.inode in alive:
                if place < synced_at.get(step.inode, -1):
                    _apply(contents[step.inode], step)
                else:
                    _apply_perhaps(contents[step.inode], step, chance)
        return CrashDisk(kept_names, {inode: contents[inode] for inode in alive})


def _apply(content: bytearray, step: Write | Truncate) -> None:
    if isinstance(step, Truncate):
        _resize(content, step.size_bytes)
        return
    if len(content) < step.offset:
        _resize(content, step.offset)
    content[step.offset : step.offset + len(step.data)] = step.data


def _resize(content: bytearray, size_bytes: int) -> None:
    if size_bytes <= len(content):
        del content[size_bytes:]
    else:
        content.extend(bytes(size_bytes - len(content)))


def _apply_perhaps(content: bytearray, step: Write | Truncate, chance: random.Random) -> None:
    """Keep, drop or tear one step that no sync covers."""
    fate = chance.randrange(3)
    if fate == 0:
        _apply(content, step)
    elif fate == 1 and isinstance(step, Write):
        for begin, end in _sectors(step.offset, step.offset + len(step.data)):
            if chance.random() < 0.5:
                _apply(content, Write(step.inode, begin, step.data[begin - step.offset : end - step.offset]))


def _sectors(begin: int, end: int) -> Iterator[tuple[int, int]]:
    while begin < end:
        upto = min(end, (begin // SECTOR_BYTES + 1) * SECTOR_BYTES)
        yield begin, upto
        begin = upto


def _change(names: dict[str, int], change: Change) -> None:
    match change:
        case Link(name, inode):
            names[name] = inode
        case Unlink(name):
            names.pop(name, None)
        case Rename(old, new):
            if old in names:
                names[new] = names.pop(old)


def _kept_changes(done: list[Step], chance: random.Random, names: Names) -> list[Change]:
    """Which changes of names survive, in their order."""
    durable_by: Any = Sync | SyncNames if names is Names.ORDERED else SyncNames
    sealed_at = max((place for place, step in enumerate(done) if isinstance(step, durable_by)), default=-1)
    durable = [step for step in done[: sealed_at + 1] if isinstance(step, Change)]
    open_steps = done[sealed_at + 1 :]
    open_changes = [step for step in open_steps if isinstance(step, Change)]
    if names is Names.ORDERED:
        return durable + open_changes[: chance.randint(0, len(open_changes))]
    own = {step.inode for step in open_steps if isinstance(step, Sync)} if names is Names.OWN else set()
    return durable + [
        change for change in open_changes if (isinstance(change, Link) and change.inode in own) or chance.random() < 0.5
    ]


class _Written(io.RawIOBase):
    """A file that the program writes from its beginning."""

    def __init__(self, disk: CrashDisk, inode: int) -> None:
        super().__init__()
        self._disk = disk
        self._inode = inode
        self._at = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._disk.did(Write(self._inode, self._at, bytes(data)))
        self._at += len(data)
        return len(data)


# ── SQLite's side ──────────────────────────────────────────────────────────────────────────────────────────────────


class _Layer(apsw.VFS):
    """SQLite's file system, on one disk."""

    def __init__(self, disk: CrashDisk) -> None:
        self._disk = disk
        super().__init__(disk.vfs or "", base="")

    def xFullPathname(self, name: str) -> str:  # noqa: N802 - SQLite's own names
        return Path(name).name

    def xAccess(self, pathname: str, flags: int) -> bool:  # noqa: N802
        return Path(pathname).name in self._disk.names

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        if Path(filename).name not in self._disk.names:
            raise apsw.exception_for(apsw.SQLITE_IOERR_DELETE_NOENT)
        self._disk.did(Unlink(Path(filename).name))
        if syncdir:
            self._disk.did(SyncNames())

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802
        if name is None:
            return _File(apsw.SQLITE_OPEN_MEMORY, self._disk, self._disk.linked(f"temporary-{next(_serials)}"), False)
        file_name = Path(name.filename() if isinstance(name, apsw.URIFilename) else name).name
        inode = self._disk.names.get(file_name)
        is_new = inode is None
        if inode is None:
            if not flags[0] & apsw.SQLITE_OPEN_CREATE:
                raise apsw.CantOpenError
            inode = self._disk.linked(file_name)
        journals = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_SUPER_JOURNAL
        flags[1] = flags[0]
        syncs_names = is_new and self._disk.new_logs_sync_names and bool(flags[0] & journals)
        return _File(flags[0], self._disk, inode, syncs_names)


class _File:
    """One open file."""

    def __init__(self, flags: int, disk: CrashDisk, inode: int, syncs_names: bool) -> None:
        self._disk = disk
        self._inode = inode
        self._syncs_names = syncs_names

    @property
    def _content(self) -> bytearray:
        return self._disk.contents[self._inode]

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        return bytes(self._content[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.did(Write(self._inode, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._disk.did(Truncate(self._inode, newsize))

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.did(Sync(self._inode))
        if self._syncs_names:
            self._disk.did(SyncNames())
            self._syncs_names = False

    def xFileSize(self) -> int:  # noqa: N802
        return len(self._content)

    def xFileControl(self, op: int, pointer: int) -> bool:  # noqa: N802
        return False

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE

    def xSectorSize(self) -> int:  # noqa: N802
        return 4096

    def xLock(self, level: int) -> None:  # noqa: N802
        """One connection: nobody to lock out."""

    def xUnlock(self, level: int) -> None:  # noqa: N802
        """The same."""

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xClose(self) -> None:  # noqa: N802
        """Nothing is kept open."""
