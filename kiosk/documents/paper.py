"""Measures and small shapes of 80 mm paper, 8 dots to the millimetre: one scale for standard, one for elder mode.

Nothing under 24 dots (3 mm), in elder mode 40 (5 mm); black only. Sizes are (letter, line) in dots.
"""

from dataclasses import dataclass

from devices.contracts.printer import Align, Block, Feed, PrintDocument, Rule, RuleStyle, TextLine

WIDTH_DOTS = 576
MARGIN_DOTS = 16
INNER_DOTS = WIDTH_DOTS - 2 * MARGIN_DOTS
CUT_FEED_DOTS = 64
BRIDGE_DOTS = 76
LABEL_DOTS = 136
DASH_DOTS = 3
SOLID_DOTS = 4
LETTER_EM = 0.58
"""Widest average advance of bold digits, capitals and hyphens in Noto Sans SC, in em."""

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scale:
    """Letter and line heights of one mode."""

    body: Size
    heading: Size
    number: Size
    bar: Size
    date: Size
    phone: Size
    gap_dots: int
    rule: RuleStyle


STANDARD = Scale((24, 36), (32, 46), (64, 76), (40, 68), (32, 46), (24, 36), 12, RuleStyle.DASHED)
STANDARD_SAVED_NUMBER = (80, 92)
"""A number that was not handed in yet is read out by telephone: larger."""
ELDER = Scale((40, 56), (56, 72), (104, 120), (64, 104), (88, 108), (64, 84), 18, RuleStyle.SOLID)


def line(text: str, size: Size, *, bold: bool = False, centre: bool = False, mark: str = "") -> TextLine:
    """One line of text."""
    return TextLine(text, size[0], size[1], bold, Align.CENTRE if centre else Align.LEFT, mark=mark)


def number_line(text: str, size: Size, centre: bool) -> TextLine:
    """A number on one line: as large as wished, smaller when it is long."""
    letter = min(size[0], int(INNER_DOTS / (LETTER_EM * max(1, len(text)))))
    return TextLine(
        text, letter, max(size[1] - (size[0] - letter), letter), True, Align.CENTRE if centre else Align.LEFT
    )


def bar(text: str, size: Size) -> TextLine:
    """White on black: the state of the case, and nothing else. Full-width letters, on one line."""
    letter = min(size[0], (INNER_DOTS - size[0]) // max(1, len(text)))
    return TextLine(text, letter, size[1], True, Align.CENTRE, inverse=True)


def ruled(scale: Scale, style: RuleStyle | None = None) -> tuple[Block, ...]:
    """A rule with air above and below."""
    chosen = style or scale.rule
    thickness = SOLID_DOTS if chosen is RuleStyle.SOLID else DASH_DOTS
    return Feed(scale.gap_dots), Rule(chosen, thickness), Feed(scale.gap_dots)


def slip(*blocks: Block) -> PrintDocument:
    """A whole slip, with the paper that must pass the knife."""
    return PrintDocument(WIDTH_DOTS, MARGIN_DOTS, (*blocks, Feed(CUT_FEED_DOTS)))
