"""Measures and small shapes of 80 mm paper, 8 dots to the millimetre: one scale for standard, one for elder mode.

Nothing under 24 dots (3 mm), in elder mode 40 (5 mm); black only. Sizes are (letter, line) in dots.
"""

from dataclasses import dataclass

from devices.contracts.printer import Align, Block, Feed, PrintDocument, QrBlock, Rule, RuleStyle, TextLine

WIDTH_DOTS = 576
MARGIN_DOTS = 16
INNER_DOTS = WIDTH_DOTS - 2 * MARGIN_DOTS
CUT_FEED_DOTS = 64
TOP_FEED_DOTS = 24
BRIDGE_DOTS = 76
LABEL_DOTS = 136
DASH_DOTS = 3
SOLID_DOTS = 4
DIGIT_EM, HYPHEN_EM, CAPITAL_EM, WIDE_EM = 0.6, 0.4, 0.8, 1.0
"""Upper bounds of bold advances in Noto Sans SC, in em: widest are M, W and everything Chinese."""

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
    letter = min(size[0], int(INNER_DOTS / max(1.0, sum(map(_advance_em, text)))))
    return TextLine(
        text, letter, max(size[1] - (size[0] - letter), letter), True, Align.CENTRE if centre else Align.LEFT
    )


def _advance_em(sign: str) -> float:
    if sign in "0123456789":
        return DIGIT_EM
    if sign == "-":
        return HYPHEN_EM
    return CAPITAL_EM if sign.isascii() and sign not in "MW" else WIDE_EM


def bar(text: str, size: Size) -> TextLine:
    """White on black, on one line: the state of the case, and nothing else."""
    letter = min(size[0], int((INNER_DOTS - size[0]) / max(1.0, sum(map(_advance_em, text)))))
    return TextLine(text, letter, size[1], True, Align.CENTRE, inverse=True)


def ruled(scale: Scale, style: RuleStyle | None = None) -> tuple[Block, ...]:
    """A rule with air above and below."""
    return Feed(scale.gap_dots), _rule(scale, style), Feed(scale.gap_dots)


def framed_code(scale: Scale, code: QrBlock, rule_below: bool) -> tuple[Block, ...]:
    """A QR code between rules; its own quiet zone is the air."""
    below = (_rule(scale, None), Feed(scale.gap_dots)) if rule_below else ()
    return (Feed(scale.gap_dots), _rule(scale, None), code, *below)


def _rule(scale: Scale, style: RuleStyle | None) -> Rule:
    chosen = style or scale.rule
    return Rule(chosen, SOLID_DOTS if chosen is RuleStyle.SOLID else DASH_DOTS)


def slip(*blocks: Block) -> PrintDocument:
    """A whole slip, with white above and the paper that must pass the knife below."""
    return PrintDocument(WIDTH_DOTS, MARGIN_DOTS, (Feed(TOP_FEED_DOTS), *blocks, Feed(CUT_FEED_DOTS)))
