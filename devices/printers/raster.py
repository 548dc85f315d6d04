"""A document drawn as a black-and-white picture, one dot a pixel. Pure but for reading fonts and drawings.

Whole slips go out as dots because a printer's own characters end where rare names begin.
"""

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol, assert_never

import segno
from PIL import Image, ImageDraw, ImageFont

from devices.contracts.printer import (
    Align,
    Block,
    Feed,
    PairLine,
    Picture,
    PrintDocument,
    QrBlock,
    Rule,
    RuleStyle,
    TextLine,
)

FONT_ROOTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
SIMPLIFIED_CHINESE_INDEX = 2
"""The place of the mainland's shapes in the Noto Sans CJK collections."""
BLACK, WHITE = 0, 255
INK_BELOW = 176
"""A little heavier than the drawing: thin strokes burn thinner on thermal paper."""
LEAST_MODULE_DOTS = 4
"""0.5 mm: read with eight dead dots of the head; a slip asks for more by the code's side."""
QUIET_MODULES = 4
BAR_RADIUS_DOTS = 10
DASH_DOTS, DASH_GAP_DOTS = 6, 4
MARK_GAP_EM = 0.5
NOT_AT_LINE_START = frozenset({"Po", "Pe", "Pf"})
"""Unicode categories of closing punctuation."""

Strip = Image.Image


class Letters(Protocol):
    """What wrapping needs of a font."""

    def getlength(self, text: str) -> float: ...


class FontMissingError(Exception):
    """No Noto Sans CJK on this machine (Debian: fonts-noto-cjk)."""


@cache
def _font_path(weight: str) -> Path:
    for root in FONT_ROOTS:
        for path in sorted(root.glob(f"**/NotoSansCJK-{weight}.ttc")):
            return path
    raise FontMissingError(f"NotoSansCJK-{weight}.ttc")


@cache
def _font(size_dots: int, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_font_path("Bold" if bold else "Regular"), size_dots, index=SIMPLIFIED_CHINESE_INDEX)


@dataclass(frozen=True, slots=True)
class Page:
    """Where a strip is drawn."""

    width_dots: int
    margin_dots: int
    pictures: Path | None = None

    @property
    def inner_dots(self) -> int:
        return self.width_dots - 2 * self.margin_dots


def draw_document(document: PrintDocument, pictures: Path | None = None) -> Image.Image:
    """The whole slip as a 1-bit picture; `pictures` is the folder of named drawings."""
    page = Page(document.width_dots, document.margin_dots, pictures)
    strips = [draw_block(block, page) for block in document.blocks]
    slip = Image.new("L", (page.width_dots, max(1, sum(strip.height for strip in strips))), WHITE)
    y = 0
    for strip in strips:
        slip.paste(strip, (0, y))
        y += strip.height
    _font.cache_clear()  # each holds 1 MB, and is read again in half a millisecond
    return inked(slip)


def inked(strip: Strip) -> Image.Image:
    """Grey made black or white."""
    return strip.point(lambda value: WHITE if value >= INK_BELOW else BLACK).convert("1")


def draw_block(block: Block, page: Page) -> Strip:
    """One block as wide as the page, in grey."""
    match block:
        case TextLine(inverse=True):
            return _bar(block, page)
        case TextLine():
            return _text(block, page)
        case PairLine():
            return _pair(block, page)
        case Rule():
            return _rule(block, page)
        case QrBlock():
            return _qr(block, page)
        case Picture():
            return _picture(block, page)
        case Feed(dots=dots):
            return _blank(page.width_dots, dots)
        case _:
            assert_never(block)


def _blank(width_dots: int, height_dots: int) -> Strip:
    return Image.new("L", (width_dots, height_dots), WHITE)


def _baseline(font: ImageFont.FreeTypeFont, line_dots: int) -> float:
    ascent, descent = font.getmetrics()
    return (line_dots - ascent - descent) / 2 + ascent


def _write(strip: Strip, text: str, line: TextLine, at: tuple[float, float], width_dots: float, ink: int) -> None:
    """One line of text in a column `width_dots` wide."""
    font = _font(line.size_dots, line.bold)
    slack = width_dots - font.getlength(text)
    shift = {Align.LEFT: 0.0, Align.CENTRE: slack / 2, Align.RIGHT: slack}[line.align]
    place = (at[0] + max(0.0, shift), at[1] + _baseline(font, line.line_dots))
    ImageDraw.Draw(strip).text(place, text, fill=ink, font=font, anchor="ls")


def _text(line: TextLine, page: Page) -> Strip:
    indent = round(line.line_dots + MARK_GAP_EM * line.size_dots) if line.mark else 0
    lines = wrap(line.text, _font(line.size_dots, line.bold), page.inner_dots - indent)
    strip = _blank(page.width_dots, line.line_dots * len(lines))
    for row, text in enumerate(lines):
        at = (page.margin_dots + indent, row * line.line_dots)
        _write(strip, text, line, at, page.inner_dots - indent, BLACK)
    if line.mark:
        _disc(strip, line, page.margin_dots)
    return strip


def _disc(strip: Strip, line: TextLine, x: int) -> None:
    side = line.line_dots - 1
    draw = ImageDraw.Draw(strip)
    draw.ellipse((x, 0, x + side, side), fill=BLACK)
    middle = (x + side / 2, side / 2)
    draw.text(middle, line.mark, fill=WHITE, font=_font(line.size_dots, True), anchor="mm")


def _bar(line: TextLine, page: Page) -> Strip:
    pad = BAR_RADIUS_DOTS * 2
    lines = wrap(line.text, _font(line.size_dots, line.bold), page.inner_dots - 2 * pad)
    strip = _blank(page.width_dots, line.line_dots * len(lines))
    box = (page.margin_dots, 0, page.width_dots - page.margin_dots - 1, strip.height - 1)
    ImageDraw.Draw(strip).rounded_rectangle(box, radius=BAR_RADIUS_DOTS, fill=BLACK)
    for row, text in enumerate(lines):
        at = (page.margin_dots + pad, row * line.line_dots)
        _write(strip, text, line, at, page.inner_dots - 2 * pad, WHITE)
    return strip


def _pair(pair: PairLine, page: Page) -> Strip:
    label = TextLine(pair.label, pair.size_dots, pair.line_dots)
    value = TextLine(pair.value, pair.size_dots, pair.line_dots, bold=True)
    value_dots = page.inner_dots - pair.label_dots
    lines = wrap(pair.value, _font(pair.size_dots, True), value_dots)
    strip = _blank(page.width_dots, pair.line_dots * len(lines))
    _write(strip, pair.label, label, (page.margin_dots, 0), pair.label_dots, BLACK)
    for row, text in enumerate(lines):
        at = (page.margin_dots + pair.label_dots, row * pair.line_dots)
        _write(strip, text, value, at, value_dots, BLACK)
    return strip


def _rule(rule: Rule, page: Page) -> Strip:
    strip = _blank(page.width_dots, rule.thickness_dots)
    draw = ImageDraw.Draw(strip)
    right = page.width_dots - page.margin_dots
    step = page.inner_dots if rule.style is RuleStyle.SOLID else DASH_DOTS + DASH_GAP_DOTS
    dash = page.inner_dots if rule.style is RuleStyle.SOLID else DASH_DOTS
    for x in range(page.margin_dots, right, step):
        draw.rectangle((x, 0, min(x + dash, right) - 1, rule.thickness_dots - 1), fill=BLACK)
    return strip


def _qr(block: QrBlock, page: Page) -> Strip:
    code = segno.make_qr(block.payload, error="m")
    module_dots = qr_module_dots(code, block)
    modules = int(code.symbol_size(border=0)[0])
    side, quiet = modules * module_dots, QUIET_MODULES * module_dots
    drawn = _modules(code, module_dots)
    if not block.beside:
        strip = _blank(page.width_dots, side + 2 * quiet)
        strip.paste(drawn, ((page.width_dots - side) // 2, quiet))
        return strip
    left = max(quiet, page.margin_dots)
    column = Page(page.width_dots - left - side - quiet, 0)
    words = [_text(line, Page(column.width_dots - page.margin_dots, 0)) for line in block.beside]
    words_dots = sum(word.height for word in words)
    strip = _blank(page.width_dots, max(side + 2 * quiet, words_dots))
    strip.paste(drawn, (left, (strip.height - side) // 2))
    y = (strip.height - words_dots) // 2
    for word in words:
        strip.paste(word, (left + side + quiet, y))
        y += word.height
    return strip


def qr_module_dots(code: segno.QRCode, block: QrBlock) -> int:
    """How large one module must be."""
    return max(LEAST_MODULE_DOTS, math.ceil(block.least_side_dots / int(code.symbol_size(border=0)[0])))


def _modules(code: segno.QRCode, module_dots: int) -> Strip:
    rows = [[BLACK if module else WHITE for module in row] for row in code.matrix]
    small = Image.new("L", (len(rows), len(rows)))
    small.putdata([value for row in rows for value in row])
    side = len(rows) * module_dots
    return small.resize((side, side), Image.Resampling.NEAREST)


def _picture(picture: Picture, page: Page) -> Strip:
    path = page.pictures / f"{picture.name}.png" if page.pictures is not None else None
    if path is None or not path.is_file():
        return _blank(page.width_dots, 0)
    with Image.open(path) as drawing:
        grey = drawing.convert("L")
    width = round(grey.width * picture.height_dots / grey.height)
    scaled = grey if width == grey.width else grey.resize((width, picture.height_dots))
    strip = _blank(page.width_dots, picture.height_dots)
    strip.paste(scaled, ((page.width_dots - scaled.width) // 2, 0))
    return strip


def wrap(text: str, font: Letters, width_dots: float) -> list[str]:
    """Lines no wider than the column: broken between Chinese characters and at spaces, never inside a word or number
    that fits a line, and never so that closing punctuation begins a line."""
    lines = [""]
    for piece in _pieces(text):
        if font.getlength(lines[-1] + piece) <= width_dots or not lines[-1]:
            lines[-1] += piece
        else:
            lines.append(piece.lstrip(" "))
    fitting = [part for line in lines for part in _chopped(line.rstrip(" "), font, width_dots)]
    return fitting or [""]


def _pieces(text: str) -> Iterator[str]:
    """The smallest runs that must stay on one line."""
    piece = ""
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF"
        closing = unicodedata.category(character) in NOT_AT_LINE_START
        starts_anew = character == " " or (piece and (wide or unicodedata.east_asian_width(piece[-1]) in "WF"))
        if piece and starts_anew and not closing:
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _chopped(line: str, font: Letters, width_dots: float) -> Iterator[str]:
    """Cut what fits no line, wherever it must be."""
    while font.getlength(line) > width_dots and len(line) > 1:
        fits = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or font.getlength(line[:n]) <= width_dots)
        yield line[:fits]
        line = line[fits:]
    yield line
