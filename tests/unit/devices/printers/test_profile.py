"""Models as data."""

import pytest

from devices.contracts.printer import Feed, PairLine, Picture, PrintDocument, QrBlock, Rule, RuleStyle, TextLine
from devices.printers.fit import fit
from devices.printers.profile import MarkKind, PrinterProfile, profiles

SLIP = PrintDocument(
    576, 16,
    (
        TextLine("已收件", 24, 36), PairLine("编号", "0037", 24, 36, 136), Rule(RuleStyle.SOLID, 4),
        QrBlock("x", 200, (TextLine("扫码", 24, 36),)), Picture("bridge", 80), Feed(64),
    ),
)  # fmt: skip


def test_every_table_is_a_model_and_the_weaker_promise_is_kept() -> None:
    models = profiles()
    assert models["generic"] == PrinterProfile()
    assert models["epson-tm-t88"].mark is MarkKind.PROCESS_ID
    assert models["xprinter-80"].mark is MarkKind.GS_R
    assert models["clone-without-mark"].mark is MarkKind.NONE


def test_a_printer_that_cannot_say_how_it_is_cannot_be_driven() -> None:
    with pytest.raises(ValueError, match="cannot say"):
        PrinterProfile(asb=False, real_time=False)


def test_a_slip_is_as_large_on_paper_whatever_the_heads_resolution() -> None:
    fitted = fit(SLIP, profiles()["epson-tm-t88"])
    line, pair, _, code, picture, feed = fitted.blocks
    assert (fitted.width_dots, fitted.margin_dots) == (510, 14)
    assert (line, pair) == (TextLine("已收件", 21, 32), PairLine("编号", "0037", 21, 32, 121))
    assert code == QrBlock("x", 177, (TextLine("扫码", 21, 32),))
    assert (picture, feed) == (Picture("bridge", 71), Feed(57))


def test_narrow_paper_keeps_the_size_of_the_letters() -> None:
    fitted = fit(SLIP, profiles()["zjiang-pos58"])
    assert (fitted.width_dots, fitted.blocks) == (384, SLIP.blocks)


def test_paper_takes_its_time() -> None:
    assert PrinterProfile(speed_mm_s=100).paper_s(800) == 1.0
