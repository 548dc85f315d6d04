"""A new version, as the running program sees it: left for the next start, begun when nobody is served, told to be well.

    stick, platform ─► checked ─► updates/next.bundle ─► nobody here ─► this process ends ─► kiosk.app.versions, as root
    the next process ─► well for five minutes ─► updates/healthy

Nothing that is written here is believed by what takes it in; it is only spared from what will not do anyway.
"""

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

from kiosk.app.versions import Inbox, checked, record_in, serial_of
from kiosk.config import Settings
from kiosk.core.clock import Clock
from kiosk.core.durable import sync_folder, write_whole
from kiosk.maintenance.updates import PACKAGED, Manifest, NoBundle
from kiosk.sync import PlatformClient
from kiosk.sync.answers import Unavailable
from kiosk.telemetry import emit
from kiosk.wire import BundleOffer

FOLDER = "updates"
LOOK_S = 10.0
ASK_EVERY_S = 3600.0
PAUSE_S = 1.0


def stage(file: Path, settings: Settings, root: Path) -> Manifest | NoBundle:
    """Leave a bundle for the next start, if this machine may take it. Raises OSError. Blocking."""
    from kiosk.app.update import packages_home, publishers

    newest = record_in(packages_home(root) / "versions").newest
    inbox = Inbox(settings.storage.directory / FOLDER)
    inbox.folder.mkdir(mode=0o700, exist_ok=True)
    beside = inbox.folder / "staging"
    shutil.copyfile(file, beside)
    head = checked(beside, publishers(settings), newest)
    if isinstance(head, NoBundle):
        beside.unlink()
        return head
    with beside.open("rb+") as copied:
        os.fsync(copied.fileno())
    beside.replace(inbox.bundle)
    sync_folder(inbox.folder)
    return head.manifest


async def fetch(
    platform: PlatformClient, settings: Settings, root: Path, after: int, pause: Callable[[], Awaitable[None]]
) -> int:
    """Fetch a version that is newer than `after`, piece by piece, and leave it for the next start; which one is not
    asked for again. What a broken line cost is gone on with; `pause` is waited for between two pieces, since cases come
    first on the line.
    """
    told = await platform.newer_bundle(after)
    if not isinstance(told, BundleOffer):
        return after
    folder = settings.storage.directory / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    coming = folder / f"coming-{told.serial}"
    for other in folder.glob("coming-*"):
        if other != coming:
            other.unlink()
    while (start := coming.stat().st_size if coming.exists() else 0) < told.length:
        piece = await platform.bundle_piece(told.serial, start)
        if isinstance(piece, Unavailable) or not piece:
            return after
        await asyncio.to_thread(_append, coming, piece)
        await pause()
    staged = await asyncio.to_thread(stage, coming, settings, root)
    coming.unlink()
    if isinstance(staged, NoBundle):
        emit("bundle_refused", serial=told.serial, part=staged.place)
    return told.serial


def _append(path: Path, piece: bytes) -> None:
    with path.open("ab") as file:
        file.write(piece)


class UpdateWatch:
    """What the program does about versions, its own and the next. Main thread."""

    def __init__(self, settings: Settings, root: Path, clock: Clock, ends: Callable[[str], None]) -> None:
        """`ends("update")` asks for the end of this process once nobody is served."""
        self._settings, self._root = settings, root
        self._inbox = Inbox(settings.storage.directory / FOLDER)
        self._versions = root.parent if root.parent.name == "versions" else root / "versions"
        self._serial = serial_of(root)
        self._healthy_s = settings.updates.healthy_s
        self._clock = clock
        self._ends = ends
        self._known = self._stamp()
        """A bundle that was there before this process could not be taken in; the next start tries again."""
        self._told_outcome()

    async def ask(self, platform: PlatformClient) -> None:
        """Ask the platform for newer versions, until the process ends."""
        after = record_in(self._versions).newest
        while True:
            await self._clock.sleep(ASK_EVERY_S)
            after = await fetch(platform, self._settings, self._root, after, lambda: self._clock.sleep(PAUSE_S))

    async def run(self, is_well: Callable[[], bool]) -> None:
        """Look until the process ends. `is_well`: window, queue and devices live."""
        began_s = self._clock.monotonic_s()
        while True:
            await self._clock.sleep(min(LOOK_S, self._healthy_s))
            is_old = self._clock.monotonic_s() - began_s >= self._healthy_s
            if self._serial != PACKAGED and is_old and is_well() and self._inbox.healthy != self._serial:
                self._inbox.folder.mkdir(mode=0o700, exist_ok=True)
                write_whole(self._inbox.folder / "healthy", str(self._serial).encode("ascii"))
                emit("version_well", serial=self._serial)
            if self._stamp() not in (None, self._known) and not self._is_on_trial:
                self._ends("update")

    def _stamp(self) -> int | None:
        try:
            return self._inbox.bundle.stat().st_mtime_ns
        except OSError:
            return None

    @property
    def _is_on_trial(self) -> bool:
        """One after the other: the next bundle waits until this version has been found well."""
        return record_in(self._versions).trial is not None and self._inbox.healthy != self._serial

    def _told_outcome(self) -> None:
        record = record_in(self._versions)
        if record.outcome:
            emit("version_outcome", serial=record.last, outcome=record.outcome, running=self._serial)
