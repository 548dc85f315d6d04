"""A slip in the printer's own letters: 1 to 2 kB where a drawn one takes 90. For wires on which that makes the
difference (serial, up to 19200 baud). What the printer cannot write is drawn: lines with a character its font lacks,
rules, and QR codes where it has none of its own. Decorations are left out.

Letters stand in cells: 24 dots for Chinese, 12 for Latin, both times a whole factor.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

import segno

from devices.contracts.printer import Align, Block, Feed, PairLine, Picture, PrintDocument, QrBlock, Rule, TextLine
from devices.printers.parts import Part, feed, qr_code, raster
from devices.printers.profile import PrinterProfile
from devices.printers.raster import QUIET_MODULES, Page, draw_block, inked, qr_module_dots, wrap

ENCODING = "gb18030"
CELL_DOTS = 24
MOST_FACTOR = 8
CHINESE_ON = b"\x1c&"
ALIGN = {Align.LEFT: b"\x1ba\0", Align.CENTRE: b"\x1ba\x01", Align.RIGHT: b"\x1ba\x02"}
BOLD = {False: b"\x1bE\0", True: b"\x1bE\x01"}
INVERSE = {False: b"\x1dB\0", True: b"\x1dB\x01"}
SIZE, LINE_SPACING, LEFT_MARGIN, AT = b"\x1d!", b"\x1b3", b"\x1dL", b"\x1b$"
MOST_SPACING_DOTS = 255
SLOWEST_RASTER_BYTES_S = 2000.0
"""A wire of fewer bytes a second than this (19200 baud carry 1,920) gets letters."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """How wide letters of a factor are."""

    factor: int

    def getlength(self, text: str) -> float:
        wide = sum(unicodedata.east_asian_width(sign) in "WF" or not sign.isascii() for sign in text)
        return self.factor * CELL_DOTS / 2 * (len(text) + wide)


def letter_pieces(document: PrintDocument, profile: PrinterProfile, pictures: Path | None = None) -> Iterator[Part]:
    """Each block as bytes that must not be torn."""
    page = Page(document.width_dots, document.margin_dots, pictures)
    yield Part(CHINESE_ON + LEFT_MARGIN + _two_bytes(page.margin_dots), 0)
    for block in document.blocks:
        yield from _block(block, page, profile)


def is_writable(text: str, profile: PrinterProfile) -> bool:
    """Whether the printer's own font has every character. Control characters would be commands."""
    if any(unicodedata.category(sign).startswith("C") for sign in text):
        return False
    return all(len(sign.encode(ENCODING)) <= profile.gb18030_bytes for sign in text)


def _block(block: Block, page: Page, profile: PrinterProfile) -> Iterator[Part]:
    match block:
        case TextLine():
            writable = is_writable(block.mark + block.text, profile)
            yield from _text(block, page) if writable else _drawn(block, page, profile)
        case PairLine():
            writable = is_writable(block.label + block.value, profile)
            yield from _pair(block, page) if writable else _drawn(block, page, profile)
        case QrBlock():
            yield from _qr(block, page, profile)
        case Rule():
            yield from _drawn(block, page, profile)
        case Feed(dots=dots):
            yield feed(dots)
        case Picture():
            return
        case _:
            assert_never(block)


def _text(line: TextLine, page: Page) -> Iterator[Part]:
    factor = _factor(line.size_dots)
    mark = f"{line.mark}." if line.mark else ""
    indent = round(_Cells(factor).getlength(f"{mark} ")) if mark else 0
    rows = wrap(line.text, _Cells(factor), page.inner_dots - indent)
    style = _style(factor, line.bold, line.line_dots, line.align, line.inverse)
    for number, row in enumerate(rows):
        head = mark.encode(ENCODING) if number == 0 else b""
        at = AT + _two_bytes(indent) if indent else b""
        yield _line(style + head + at + _padded(row, line, factor, page).encode(ENCODING), factor, line.line_dots)


def _padded(row: str, line: TextLine, factor: int, page: Page) -> str:
    """White on black is as wide as the paper."""
    if not line.inverse:
        return row
    spaces = int((page.inner_dots - _Cells(factor).getlength(row)) / (factor * CELL_DOTS / 2))
    before = {Align.LEFT: min(1, spaces), Align.CENTRE: spaces // 2, Align.RIGHT: spaces}[line.align]
    return " " * before + row + " " * (spaces - before)


def _pair(pair: PairLine, page: Page) -> Iterator[Part]:
    factor = _factor(pair.size_dots)
    label_dots = max(pair.label_dots, round(_Cells(factor).getlength(f"{pair.label} ")))
    at = AT + _two_bytes(label_dots)
    plain, bold = (_style(factor, bold, pair.line_dots) for bold in (False, True))
    for number, row in enumerate(wrap(pair.value, _Cells(factor), page.inner_dots - label_dots)):
        label = plain + pair.label.encode(ENCODING) if number == 0 else b""
        yield _line(label + bold + at + row.encode(ENCODING), factor, pair.line_dots)


def _qr(block: QrBlock, page: Page, profile: PrinterProfile) -> Iterator[Part]:
    """The code in the middle, what stood beside it below."""
    if profile.native_qr:
        code = segno.make_qr(block.payload, error="m")
        module_dots = min(16, qr_module_dots(code, block))
        side = int(code.symbol_size(border=0)[0]) * module_dots
        quiet = feed(QUIET_MODULES * module_dots)
        drawn = ALIGN[Align.CENTRE] + qr_code(block.payload, module_dots) + ALIGN[Align.LEFT]
        yield Part(quiet.data + drawn + quiet.data, side + 2 * quiet.dots)
    else:
        yield from _drawn(QrBlock(block.payload, block.least_side_dots), page, profile)
    for line in block.beside:
        yield from _block(line, page, profile)


def _drawn(block: Block, page: Page, profile: PrinterProfile) -> Iterator[Part]:
    """As dots, blank columns at the right left out; the margin is in the picture."""
    strip = inked(draw_block(block, page))
    ink = strip.convert("L").point(lambda value: 255 - value).getbbox()
    width = strip.width if ink is None else min(strip.width, (ink[2] + 7) // 8 * 8)
    rows = max(1, profile.buffer_bytes // 4 // ((width + 7) // 8))
    yield Part(LEFT_MARGIN + _two_bytes(0), 0)
    for top in range(0, strip.height, rows):
        band = strip.crop((0, top, width, min(strip.height, top + rows)))
        yield Part(raster(band), band.height)
    yield Part(LEFT_MARGIN + _two_bytes(page.margin_dots), 0)


def _factor(size_dots: int) -> int:
    return min(MOST_FACTOR, max(1, round(size_dots / CELL_DOTS)))


def _style(factor: int, bold: bool, line_dots: int, align: Align = Align.LEFT, inverse: bool = False) -> bytes:
    spacing = min(MOST_SPACING_DOTS, max(line_dots, factor * CELL_DOTS))
    size = bytes([(factor - 1) * 0x11])
    return ALIGN[align] + BOLD[bold] + INVERSE[inverse] + SIZE + size + LINE_SPACING + bytes([spacing])


def _line(data: bytes, factor: int, line_dots: int) -> Part:
    return Part(data + b"\n", max(line_dots, factor * CELL_DOTS))


def _two_bytes(dots: int) -> bytes:
    return dots.to_bytes(2, "little")
