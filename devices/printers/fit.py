"""A slip laid out for 8 dots to the millimetre, as the head at hand needs it: of the same size on paper, and no wider.
Control characters, which no paper has and some layout engines refuse, become blanks.
"""

import unicodedata
from dataclasses import replace
from typing import assert_never

from devices.contracts.printer import Block, Feed, PairLine, Picture, PrintDocument, QrBlock, Rule, TextLine
from devices.printers.profile import PrinterProfile

LAID_OUT_DOTS_PER_MM = 8.0
UNPRINTABLE = frozenset({"Cc", "Cs"})
"""Unicode categories: control characters and lone surrogates."""


def fit(document: PrintDocument, profile: PrinterProfile) -> PrintDocument:
    """Scaled to the head's resolution; what is then wider than the paper is wrapped when it is drawn."""
    factor = profile.dots_per_mm / LAID_OUT_DOTS_PER_MM
    width = min(profile.width_dots, round(document.width_dots * factor))
    blocks = tuple(_scaled(block, factor) for block in document.blocks)
    return PrintDocument(width, round(document.margin_dots * factor), blocks)


def _scaled(block: Block, factor: float) -> Block:
    match block:
        case TextLine():
            return _line(block, factor)
        case PairLine():
            size, line = round(block.size_dots * factor), round(block.line_dots * factor)
            label_dots = round(block.label_dots * factor)
            return PairLine(_clean(block.label), _clean(block.value), size, line, label_dots)
        case Rule():
            return replace(block, thickness_dots=max(1, round(block.thickness_dots * factor)))
        case QrBlock():
            side = round(block.least_side_dots * factor)
            return replace(block, least_side_dots=side, beside=tuple(_line(each, factor) for each in block.beside))
        case Picture():
            return replace(block, height_dots=round(block.height_dots * factor))
        case Feed():
            return Feed(round(block.dots * factor))
        case _:
            assert_never(block)


def _line(line: TextLine, factor: float) -> TextLine:
    size, height = round(line.size_dots * factor), round(line.line_dots * factor)
    return replace(line, text=_clean(line.text), mark=_clean(line.mark), size_dots=size, line_dots=height)


def _clean(text: str) -> str:
    return "".join(" " if unicodedata.category(sign) in UNPRINTABLE else sign for sign in text)
