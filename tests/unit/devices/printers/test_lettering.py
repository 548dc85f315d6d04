"""Slips in the printer's own letters, read back from the emulated paper's side."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.contracts.printer import Align, Block, Feed, PairLine, PrintDocument, Rule, RuleStyle, TextLine
from devices.emulators.escpos_tokens import Token, next_token
from devices.printers.fit import fit
from devices.printers.lettering import is_writable, letter_pieces
from devices.printers.parts import Part
from devices.printers.profile import PrinterProfile

PROFILE = PrinterProfile()


def pieces_of(*blocks: Block) -> list[Part]:
    return list(letter_pieces(fit(PrintDocument(576, 16, blocks), PROFILE), PROFILE))


def tokens_of(*blocks: Block) -> list[Token]:
    left, tokens = b"".join(piece.data for piece in pieces_of(*blocks)), []
    while (token := next_token(left)) is not None:
        tokens.append(token)
        left = left[token.size_bytes :]
    assert not left
    return tokens


def words_of(*blocks: Block) -> list[str]:
    return [token.parameters.decode("gb18030") for token in tokens_of(*blocks) if token.name == "TEXT"]


def test_a_line_is_wrapped_where_the_printers_cells_end() -> None:
    assert words_of(TextLine("办" * 50, 24, 36)) == ["办" * 22, "办" * 22, "办" * 6]
    assert words_of(TextLine("办" * 12, 48, 60)) == ["办" * 11, "办"]


def test_a_label_and_its_value_stand_in_their_columns() -> None:
    tokens = tokens_of(PairLine("编号", "HSL-0421-0037", 24, 36, 136))
    columns = [token.parameters for token in tokens if token.name == "ESC $"]
    assert columns == [(136).to_bytes(2, "little")]
    assert words_of(PairLine("编号", "HSL-0421-0037", 24, 36, 136)) == ["编号", "HSL-0421-0037"]


def test_a_numbered_line_hangs_beside_its_number() -> None:
    (first, second, third) = words_of(TextLine("请带" * 14, 24, 36, mark="1"))
    assert (first, second) == ("1.", ("请带" * 14)[:21])
    assert second + third == "请带" * 14


def test_white_on_black_reaches_across_the_paper() -> None:
    (words,) = words_of(TextLine("已保存", 24, 36, inverse=True, align=Align.CENTRE))
    assert (len(words.encode("gb18030")), words.strip()) == (45, "已保存")


@pytest.mark.parametrize("text", ["王㙓", "𠮷"])
def test_what_the_font_lacks_is_drawn(text: str) -> None:
    assert not is_writable(text, PROFILE)
    assert words_of(TextLine(text, 24, 36)) == []


@pytest.mark.parametrize("text", ["a\x1b@b", "a\n@b", "a\ud800@b"])
def test_what_would_be_a_command_is_a_blank(text: str) -> None:
    assert not is_writable(text, PROFILE)
    assert words_of(TextLine(text, 24, 36)) == ["a @b"]


def test_a_printer_without_chinese_letters_has_its_slip_drawn() -> None:
    assert not is_writable("办", PrinterProfile(gb18030_bytes=0))


def test_rules_are_drawn_and_feeds_are_moves() -> None:
    names = [token.name for token in tokens_of(Rule(RuleStyle.SOLID, 4), Feed(300))]
    assert names.count("GS v") == 1
    assert names.count("ESC J") == 2


@settings(max_examples=40)
@given(st.text(st.characters(), max_size=60), st.sampled_from([24, 40, 104]), st.booleans())
def test_whatever_is_written_stays_in_small_pieces_and_whole_commands(text: str, size: int, inverse: bool) -> None:
    line = TextLine(text, size, size + 12, inverse=inverse)
    tokens_of(line)
    assert all(len(piece.data) <= PROFILE.buffer_bytes // 2 - 11 for piece in pieces_of(line))
