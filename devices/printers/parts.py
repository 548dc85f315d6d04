"""A drawn slip as ESC/POS parts, each small enough for half the printer's buffer. python-escpos is only the composer.

Runs in the driver's thread: the library takes 0.3 s to import.
"""

from dataclasses import dataclass

from PIL import Image

INITIALISE = b"\x1b@"
ASK_MARK = b"\x1dr\x01"
"""Answered when everything before it has been printed."""
HEADER_BYTES = 16


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """What differs between models."""

    buffer_bytes: int = 4096
    width_dots: int = 576


def compose_parts(slip: Image.Image, profile: PrinterProfile, cut_first: bool = False) -> list[bytes]:
    """The slip as parts; the last cuts. `cut_first` parts it from what an earlier slip may have left on the paper."""
    from escpos.printer import Dummy  # slow to import

    composer = Dummy()
    composer.profile.profile_data["media"]["width"]["pixels"] = slip.width  # or the library prints a warning each time
    rows = max(1, (profile.buffer_bytes // 2 - HEADER_BYTES) // ((slip.width + 7) // 8))
    parts: list[bytes] = []
    for top in range(0, slip.height, rows):
        composer.clear()
        band = slip.crop((0, top, slip.width, min(top + rows, slip.height)))
        composer.image(band, impl="bitImageRaster")
        parts.append(composer.output)
    composer.clear()
    composer.cut(mode="PART", feed=False)
    cut = composer.output
    return [INITIALISE + (cut if cut_first else b"") + parts[0], *parts[1:], cut]


def warm_up() -> None:
    """Load the library before a resident waits for it."""
    from escpos.printer import Dummy  # slow to import

    Dummy()
