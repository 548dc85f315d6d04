"""The versions of the program on this machine, and what carries out the steps between. As root, while nothing runs.

    /opt/bianmin-kiosk/                       the package's own: 0, and what is run here to bring others in and back
    /opt/bianmin-kiosk/versions/000000012/    another one, whole
                               /taking/       one that is being unpacked
                               /current       ─► the one that is started; a link, put in its place in one go
                               /record.json   which one was well last, and which one is on trial
    STORAGE/updates/next.bundle               the inbox, the program's own (kiosk.app.inbox); nothing in it is believed

Every write is on disk before the next one begins. `kiosk.maintenance.updates` decides what is next.
"""

import hashlib
import os
import platform
import shutil
import sys
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

import msgspec

from kiosk.core.durable import sync_folder, write_whole
from kiosk.maintenance import updates
from kiosk.maintenance.updates import (
    MOST_HEAD_BYTES,
    PACKAGED,
    Found,
    IsSigned,
    Keep,
    Manifest,
    NoBundle,
    Point,
    Record,
    Remove,
    Start,
    Take,
)

CURRENT, RECORD, TAKING = "current", "record.json", "taking"
MOST_STEPS_COUNT = 50
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Inbox:
    """Where the program leaves what it fetched, and its word that it is well."""

    folder: Path

    @property
    def bundle(self) -> Path:
        return self.folder / "next.bundle"

    @property
    def healthy(self) -> int | None:
        """The serial of the version that last said that it is well."""
        try:
            return int((self.folder / "healthy").read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None


def record_in(folder: Path) -> Record:
    """What is written down there; the beginning where nothing is, or nothing that can be read."""
    try:
        return msgspec.json.decode((folder / RECORD).read_bytes(), type=Record)
    except (OSError, msgspec.DecodeError):
        return Record()


def serial_of(home: Path) -> int:
    """Which version lies in this folder."""
    return int(home.name) if home.parent.name == "versions" and home.name.isdigit() else PACKAGED


class Versions:
    """Blocking. `fits(folder)` says whether a version would run here; `queue_schema` is the one that is read here."""

    def __init__(
        self, folder: Path, inbox: Inbox, is_signed: IsSigned, queue_schema: int, fits: Callable[[Path], bool]
    ) -> None:
        self._folder = folder
        self._inbox = inbox
        self._is_signed = is_signed
        self._queue_schema = queue_schema
        self._fits = fits

    def bring_in(self) -> Record:
        """Do what is to be done before a start. Raises OSError where the disk refuses; then all is as it was."""
        for _ in range(MOST_STEPS_COUNT):
            found = self.found()
            match updates.next_step(found):
                case Start(record):
                    if record is not None:
                        self._write(record)
                    return record or found.record
                case Keep(record):
                    self._write(record)
                case Point(serial):
                    self._point(serial)
                case Remove(serial):
                    shutil.rmtree(self._place(serial))
                    sync_folder(self._folder)
                case Take():
                    self._take(found.record)
                case step:
                    assert_never(step)
        raise OSError("the versions of the program do not settle")

    def found(self) -> Found:
        """How it is on disk."""
        whole = frozenset(int(path.name) for path in self._folder.glob("[0-9]*") if path.name.isdigit())
        record = record_in(self._folder)
        return Found(record, self._current(), whole, self._inbox.bundle.is_file(), self._inbox.healthy)

    def _current(self) -> int:
        try:
            return int(os.readlink(self._folder / CURRENT))
        except (OSError, ValueError):
            return PACKAGED

    def _write(self, record: Record) -> None:
        self._folder.mkdir(mode=0o755, exist_ok=True)
        write_whole(self._folder / RECORD, msgspec.json.encode(record), mode=0o644)

    def _point(self, serial: int) -> None:
        link = self._folder / CURRENT
        if serial == PACKAGED:
            link.unlink(missing_ok=True)
        else:
            beside = self._folder / "current.new"
            beside.unlink(missing_ok=True)
            beside.symlink_to(self._place(serial).name)
            beside.replace(link)
        sync_folder(self._folder)

    def _take(self, before: Record) -> None:
        """Copy first: the inbox is the program's, which could write there while it is read."""
        self._folder.mkdir(mode=0o755, exist_ok=True)
        copy = self._folder / "taking.bundle"
        shutil.copyfile(self._inbox.bundle, copy, follow_symlinks=False)
        taken = self._unpacked(copy, before)
        if isinstance(taken, Manifest):
            self._write(updates.taken(before, taken.serial, taken.queue_schema > self._queue_schema))
        elif taken[1] != "manifest.serial":  # one that was taken, when the power went
            self._write(updates.refused(before, *taken))
        self._inbox.bundle.unlink()
        copy.unlink()
        sync_folder(self._inbox.folder)

    def _unpacked(self, bundle: Path, before: Record) -> Manifest | tuple[int, str]:
        """The version is whole and in its place; or the serial (if it could be read), and why it is not."""
        head = checked(bundle, self._is_signed, before.newest)
        if isinstance(head, NoBundle):
            return PACKAGED, head.place
        serial, beside = head.manifest.serial, self._folder / TAKING
        shutil.rmtree(beside, ignore_errors=True)
        try:
            unpack(bundle, head.starts_at, beside)
        except (tarfile.TarError, ValueError, EOFError):
            shutil.rmtree(beside, ignore_errors=True)
            return serial, "unpacked"
        if not self._fits(beside):
            shutil.rmtree(beside)
            return serial, "fit"
        os.sync()  # many small files: one flush of everything is quicker than one of each
        beside.replace(self._place(serial))
        sync_folder(self._folder)
        return head.manifest

    def _place(self, serial: int) -> Path:
        return self._folder / f"{serial:09}"


def checked(bundle: Path, is_signed: IsSigned, newest: int) -> updates.Head | NoBundle:
    """Whether this file is a bundle for this machine, to its last byte."""
    with bundle.open("rb") as file:
        here = (platform.machine(), f"{sys.version_info.major}.{sys.version_info.minor}")
        head = updates.read_head(file.read(MOST_HEAD_BYTES), is_signed, *here, newest)
        if isinstance(head, NoBundle):
            return head
        length = os.fstat(file.fileno()).st_size - head.starts_at
        if length != head.manifest.length:
            return NoBundle("length", f"{length} bytes of {head.manifest.length}")
        file.seek(head.starts_at)
        digest = hashlib.sha256()
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    if digest.hexdigest() != head.manifest.sha256:
        return NoBundle("sha256", "is not what was signed")
    return head


def unpack(bundle: Path, starts_at: int, folder: Path) -> None:
    """What follows the head, into a new folder. Raises ValueError for a member that is not below it."""
    folder.mkdir(mode=0o755)
    with bundle.open("rb") as file:
        file.seek(starts_at)
        with tarfile.open(fileobj=file, mode="r:xz") as tar:
            for member in tar:
                if member.name.startswith("/") or ".." in Path(member.name).parts:
                    raise ValueError("a member lies outside")
                if not (member.isreg() or member.isdir() or member.issym()):
                    raise ValueError("a member is neither file nor folder nor link")
                member.uid = member.gid = 0
                member.mode = (member.mode & 0o755) | 0o644 if not member.issym() else member.mode
                tar.extract(member, folder, set_attrs=not member.issym(), numeric_owner=True)
