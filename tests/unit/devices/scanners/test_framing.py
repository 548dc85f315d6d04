"""A scanner's bytes as codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.contracts.scanner import MOST_PAYLOAD_BYTES, Scanned, ScanUnusable
from devices.scanners.framing import Framer, decode

SLIP = "BMQ1:HSL3-260421-00373:2604210941:5F3A9C01:MFRGGZDFMZTWQ2LK"


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n"])
def test_a_code_ends_with_any_line_end_and_no_end_makes_an_empty_code(end: bytes) -> None:
    framer = Framer()
    assert framer.feed(b"ONE" + end + b"TWO" + end) == [Scanned("ONE"), Scanned("TWO")]
    assert framer.silence() == []
    assert not framer.is_within_code


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk"])
def test_chinese_is_read_in_either_encoding(encoding: str) -> None:
    assert decode("张桂兰，槐树里社区".encode(encoding)) == Scanned("张桂兰，槐树里社区")


def test_a_rare_name_that_only_gb18030_has_is_read() -> None:
    assert decode("王㛃䶮𠮷".encode("gb18030")) == Scanned("王㛃䶮𠮷")


@pytest.mark.parametrize("text", ["\x1b[2J", "a\tb", "a\x00b", "\x7f", "\x85", "GS\x1d1"])
def test_a_code_that_could_steer_a_screen_is_refused(text: str) -> None:
    assert decode(text.encode()) == ScanUnusable("control_characters")


def test_bytes_of_no_encoding_are_refused() -> None:
    assert decode(b"\xff\xff\xff") == ScanUnusable("encoding")


def test_the_longest_code_is_read_and_one_byte_more_is_told_once_as_too_long() -> None:
    framer = Framer()
    assert framer.feed(b"0" * MOST_PAYLOAD_BYTES + b"\r") == [Scanned("0" * MOST_PAYLOAD_BYTES)]
    assert framer.feed(b"0" * (MOST_PAYLOAD_BYTES + 1) + b"\r" + b"NEXT\r") == [
        ScanUnusable("too_long"),
        Scanned("NEXT"),
    ]


def test_a_scanner_that_sends_no_end_is_understood_by_its_silence() -> None:
    framer = Framer()
    assert framer.feed(SLIP.encode()) == []
    assert framer.silence() == [Scanned(SLIP)]
    assert framer.silence() == []


def test_half_a_code_of_a_scanner_that_ends_its_codes_is_no_code() -> None:
    framer = Framer()
    framer.feed(SLIP.encode() + b"\r")
    framer.feed(SLIP.encode()[:20])
    assert framer.silence() == [ScanUnusable("cut_short")]


def test_the_rest_of_a_skipped_code_is_no_code_and_the_next_one_is() -> None:
    framer = Framer()
    framer.feed(b"BEFORE-ANYB")
    framer.skip()
    assert framer.feed(b"ODY-ASKED\rASKED\r") == [Scanned("ASKED")]
    framer.skip()
    assert framer.feed(b"AGAIN\r") == [Scanned("AGAIN")]


@given(st.lists(st.one_of(st.binary(max_size=6000), st.sampled_from([b"\r", b"\n", b"silence", b"skip"])), max_size=20))
def test_whatever_comes_each_code_is_told_and_nothing_grows(pieces: list[bytes]) -> None:
    framer = Framer()
    for piece in pieces:
        match piece:
            case b"silence":
                codes = framer.silence()
                assert not framer.is_within_code
            case b"skip":
                framer.skip()
                codes = []
            case _:
                codes = framer.feed(piece)
        for code in codes:
            assert isinstance(code, ScanUnusable) or (code.text and "\r" not in code.text and "\n" not in code.text)
        assert len(framer._code) <= MOST_PAYLOAD_BYTES


@given(st.binary(max_size=300), st.data())
def test_how_the_bytes_are_split_changes_nothing(stream: bytes, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    whole, split = Framer(), Framer()
    assert whole.feed(stream) + whole.silence() == [c for piece in pieces for c in split.feed(piece)] + split.silence()
