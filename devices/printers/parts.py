"""A slip as ESC/POS parts, each small enough for half the printer's buffer. python-escpos is only the composer.

Runs in the driver's thread: the library takes 0.3 s to import.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from PIL import Image

from devices.printers.profile import PrinterProfile

INITIALISE = b"\x1b@"
FEED_DOTS = b"\x1bJ"
MOST_FEED_DOTS = 255
TEAR_OFF_MM = 18
"""From the head to the edge where paper is torn off, where no knife moves it."""
HEADER_BYTES = 16
MARK_BYTES = 11
"""What a question adds to a part."""


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes that are sent in one go, and how many rows of paper they move."""

    data: bytes
    dots: int


def raster_parts(slip: Image.Image, profile: PrinterProfile, cut_first: bool = False) -> list[Part]:
    """The drawn slip as parts; the last cuts. `cut_first` parts it from what an earlier slip may have left on the
    paper."""
    rows = max(1, (profile.buffer_bytes // 2 - HEADER_BYTES) // ((slip.width + 7) // 8))
    bands = (slip.crop((0, top, slip.width, min(top + rows, slip.height))) for top in range(0, slip.height, rows))
    return joined((Part(raster(band), band.height) for band in bands), profile, cut_first)


def joined(pieces: Iterable[Part], profile: PrinterProfile, cut_first: bool = False) -> list[Part]:
    """Pieces that must not be torn, gathered into parts, between a beginning and an end."""
    end = ending(profile)
    first = Part(INITIALISE + (end.data if cut_first else b""), end.dots if cut_first else 0)
    return [*_gathered([first, *pieces], profile.buffer_bytes // 2 - MARK_BYTES), end]


def _gathered(pieces: Iterable[Part], most_bytes: int) -> Iterator[Part]:
    data, dots = b"", 0
    for piece in pieces:
        if data and len(data) + len(piece.data) > most_bytes:
            yield Part(data, dots)
            data, dots = b"", 0
        data, dots = data + piece.data, dots + piece.dots
    yield Part(data, dots)


def ending(profile: PrinterProfile) -> Part:
    """The knife's command; where there is none, paper enough to tear the slip off."""
    if not profile.cutter:
        return feed(round(TEAR_OFF_MM * profile.dots_per_mm))
    composer = _composer()
    composer.cut(mode="PART", feed=False)
    return Part(composer.output, 0)


def feed(dots: int) -> Part:
    """Move the paper on."""
    steps = [min(MOST_FEED_DOTS, dots - done) for done in range(0, dots, MOST_FEED_DOTS)]
    return Part(b"".join(FEED_DOTS + bytes([step]) for step in steps), dots)


def raster(picture: Image.Image) -> bytes:
    """GS v 0."""
    composer = _composer()
    composer.profile.profile_data["media"]["width"]["pixels"] = picture.width  # or the library warns each time
    composer.image(picture, impl="bitImageRaster")
    return bytes(composer.output)


def qr_code(content: str, module_dots: int) -> bytes:
    """GS ( k: drawn by the printer, error correction M."""
    from escpos.constants import QR_ECLEVEL_M  # slow to import

    composer = _composer()
    composer.qr(content, ec=QR_ECLEVEL_M, size=module_dots, native=True)
    return bytes(composer.output)


def _composer() -> Any:
    if "escpos.escpos" not in sys.modules:
        with _no_bar_codes():
            import escpos.escpos  # noqa: F401 - slow to import
    from escpos.printer import Dummy

    return Dummy()


@contextmanager
def _no_bar_codes() -> Iterator[None]:
    """The library imports two that draw codes in the computer, 3 MB; ours are drawn by the printer."""
    stand_ins = {name: ModuleType(name) for name in ("barcode", "barcode.writer", "qrcode") if name not in sys.modules}
    for name, given in (("barcode", {"PROVIDED_BARCODES": ()}), ("barcode.writer", {"ImageWriter": object})):
        if name in stand_ins:
            vars(stand_ins[name]).update(given)
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]


def warm_up() -> None:
    """Load the library before a resident waits for it, and take away what its import leaves (3.1): a folder, and what
    it knows of 40 other printers (3 MB)."""
    _composer()
    from escpos.capabilities import CAPABILITIES, pickle_dir

    profiles = CAPABILITIES["profiles"]
    for name in set(profiles) - {"default"}:
        del profiles[name]

    if Path(pickle_dir).parent == Path(tempfile.gettempdir()):
        shutil.rmtree(pickle_dir, ignore_errors=True)
