"""A drawn slip as parts."""

import os
import subprocess
import sys
from pathlib import Path

from PIL import Image

from devices.emulators.escpos_tokens import next_token
from devices.printers.parts import Part, joined, raster_parts
from devices.printers.profile import PrinterProfile
from tests.helpers.view_context import ROOT


def test_every_part_fits_half_the_buffer_and_the_last_one_cuts() -> None:
    parts = raster_parts(Image.new("1", (576, 1056), 1), PrinterProfile(buffer_bytes=4096))
    assert max(len(part.data) for part in parts) <= 2048
    assert parts[0].data.startswith(b"\x1b@")
    assert parts[-1].data == b"\x1dVB\0"


def test_the_parts_are_the_picture() -> None:
    image = Image.radial_gradient("L").resize((576, 100)).convert("1")
    parts = raster_parts(image, PrinterProfile())
    rows, left = b"", b"".join(part.data for part in parts)
    while (token := next_token(left)) is not None:
        left = left[token.size_bytes :]
        rows += token.parameters[6:] if token.name == "GS v" else b""
    assert rows == bytes(byte ^ 0xFF for byte in image.tobytes())
    assert sum(part.dots for part in parts) == 100


def test_what_an_earlier_slip_left_is_cut_off_first() -> None:
    parts = raster_parts(Image.new("1", (576, 8), 1), PrinterProfile(), cut_first=True)
    assert parts[0].data.startswith(b"\x1b@\x1dVB\0\x1dv0")


def test_where_no_knife_is_the_paper_is_fed_to_the_edge() -> None:
    (part, end) = raster_parts(Image.new("1", (576, 8), 1), PrinterProfile(cutter=False))
    assert (part.dots, end) == (8, Part(b"\x1bJ\x90", 144))


def test_pieces_are_gathered_and_never_torn() -> None:
    pieces = [Part(bytes([n]) * 900, n) for n in range(1, 6)]
    parts = joined(pieces, PrinterProfile(buffer_bytes=4096))
    assert [part.dots for part in parts] == [3, 7, 5, 0]
    assert max(len(part.data) for part in parts) <= 2048 - 11


def test_the_library_leaves_no_folder_behind(tmp_path: Path) -> None:
    """In a process of its own: here it is loaded already."""
    code = "from devices.printers.parts import warm_up; warm_up()"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "TMPDIR": str(tmp_path)}, check=True)
    assert list(tmp_path.iterdir()) == []
