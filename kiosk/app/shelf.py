"""Catalogues on this machine: packs taken in, the one in use, the one before, and the one it came with.

    storage/catalogue/000012/    a pack's files, checked before they came here
                     /current    the serial in use; replaced in one piece, so that a cut leaves the one before or after

A running process has loaded its catalogue and keeps it; the next one takes what is current then.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from kiosk.catalogue import Catalogue, load_catalogue, read_catalogue
from kiosk.catalogue.areas import load_areas
from kiosk.catalogue.faults import Fault
from kiosk.catalogue.packs import MOST_PACK_BYTES, IsSigned, Manifest, NoPack, read_pack
from kiosk.config import Settings
from kiosk.core.durable import sync_folder, write_whole
from kiosk.telemetry import emit

FOLDER = "catalogue"
CURRENT = "current"
KEPT_COUNT = 2
"""The one in use and the last good one before it."""

Refused = NoPack | tuple[Fault, ...]


def offered(settings: Settings, shipped: Path) -> Catalogue:
    """What a terminal of this place offers: the newest pack that can be used, else what came with the program."""
    found, broken = Shelf(settings.storage.directory).best(shipped)
    for serial in broken:
        emit("catalogue_broken", serial=serial)
    terminal = settings.terminal
    areas = load_areas(
        terminal.division_code, terminal.town_name, terminal.short_place_name if terminal.town_name else ""
    )
    return found.at(terminal.division_code, areas)


class Shelf:
    """The catalogues in one storage directory. Blocking; whatever is refused leaves all as it was."""

    def __init__(self, storage: Path) -> None:
        self._folder = storage / FOLDER

    @property
    def serial(self) -> int:
        """Of the pack in use; 0 while there is none."""
        try:
            return int((self._folder / CURRENT).read_text(encoding="ascii"))
        except (OSError, ValueError):
            return max(self._serials(), default=0)

    def take(self, file: Path, is_signed: IsSigned) -> Manifest | Refused:
        """Make a pack the catalogue of the next process, or say why not. Raises OSError if the disk refuses."""
        from kiosk.catalogue.check import check  # not when the terminal starts

        with file.open("rb") as opened:
            content = opened.read(MOST_PACK_BYTES + 1)
        pack = read_pack(content, is_signed, max([self.serial, *self._serials()]))
        if isinstance(pack, NoPack):
            return pack
        self._folder.mkdir(mode=0o700, exist_ok=True)
        beside = self._folder / "taking"
        shutil.rmtree(beside, ignore_errors=True)
        for name, data in pack.files.items():
            (beside / name).parent.mkdir(parents=True, exist_ok=True)
            _write(beside / name, data)
        faults = check(beside)
        if faults:
            shutil.rmtree(beside)
            return faults
        self._put(beside, pack.manifest.serial)
        return pack.manifest

    def best(self, shipped: Path) -> tuple[Catalogue, tuple[int, ...]]:
        """The newest catalogue that can be used, and the serials of those that cannot any more; raises
        `BrokenCatalogueError` if not even the shipped one can."""
        broken: list[int] = []
        for serial in self._usable():
            catalogue, _ = read_catalogue(self._place(serial))
            if catalogue is not None:
                return catalogue, tuple(broken)
            broken.append(serial)
        return load_catalogue(shipped), tuple(broken)

    def _put(self, beside: Path, serial: int) -> None:
        for folder in (beside, *(child for child in beside.iterdir() if child.is_dir())):
            sync_folder(folder)
        os.replace(beside, self._place(serial))
        sync_folder(self._folder)
        write_whole(self._folder / CURRENT, str(serial).encode())
        for old in sorted(self._serials())[:-KEPT_COUNT]:
            shutil.rmtree(self._place(old), ignore_errors=True)

    def _usable(self) -> Iterator[int]:
        """What was current first: a folder newer than it was being taken in when the power went."""
        return (serial for serial in sorted(self._serials(), reverse=True) if serial <= self.serial)

    def _serials(self) -> list[int]:
        return [int(path.name) for path in self._folder.glob("[0-9]*") if path.name.isdigit() and path.is_dir()]

    def _place(self, serial: int) -> Path:
        return self._folder / f"{serial:09}"


def _write(path: Path, data: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
