"""The test page: letters, solid black, lines across the whole head, a code. Nothing of a resident. Pure."""

from datetime import datetime

from devices.contracts.printer import Align, Feed, PrintDocument, QrBlock, Rule, RuleStyle, TextLine
from kiosk.texts import Texts
from kiosk.texts.format import show_stamp

WIDTH_DOTS = 576
MARGIN_DOTS = 24
STRIPE_COUNT = 6


def proof_sheet(texts: Texts, place: str, now: datetime) -> PrintDocument:
    """What the eye judges: is it black, does a line miss a dot all the way down, is it cut."""
    across = [block for _ in range(STRIPE_COUNT) for block in (Rule(RuleStyle.SOLID, 6), Feed(10))]
    return PrintDocument(
        WIDTH_DOTS,
        MARGIN_DOTS,
        (
            TextLine(texts("printer_test.page.title"), 48, 64, bold=True, align=Align.CENTRE, inverse=True),
            Feed(16),
            TextLine(texts("printer_test.page.line"), 26, 38),
            Feed(12),
            *across,
            QrBlock(f"{place} {show_stamp(now)}", 160),
            TextLine(texts("printer_test.page.when", place=place, moment=show_stamp(now)), 24, 36),
        ),
    )
