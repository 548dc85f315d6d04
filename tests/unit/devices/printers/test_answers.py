"""What a printer sends back, told apart whatever comes between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.contracts.printer import Paper, PrintTrouble
from devices.printers.answers import Asb, Demux, Mark, Name, RealTime, facts_of_asb, facts_of_real_time


def test_each_kind_of_answer_is_known_by_its_bits() -> None:
    stream = b"\x12" + b"\x18\x00\x0c\x00" + b"\x00" + b"\x13\x11" + b"\x37\x25\x00" + b"\x16"
    assert Demux().feed(stream) == [RealTime(0x12), Asb(b"\x18\x00\x0c\x00"), Mark(), RealTime(0x16)]


def test_numbers_and_names_come_in_blocks() -> None:
    assert Demux().feed(b"\x37\x220042\x00\x5fTM-T88V \x00\x12") == [Mark(b"0042"), Name("TM-T88V"), RealTime(0x12)]


def test_a_block_that_never_ends_is_given_up() -> None:
    demux = Demux()
    assert demux.feed(b"\x5f" + b"x" * 80 + b"\x12") == []
    assert demux.is_rubbish
    assert demux.feed(b"\x12") == [RealTime(0x12)]


def test_an_answer_may_come_in_pieces() -> None:
    demux = Demux()
    assert demux.feed(b"\x10\x00") == []
    assert demux.feed(b"\x00\x00\x12") == [Asb(b"\x10\x00\x00\x00"), RealTime(0x12)]


def test_a_broken_status_block_does_not_swallow_the_next_answer() -> None:
    assert Demux().feed(b"\x10\x00\x12") == [RealTime(0x12)]


@pytest.mark.parametrize(
    "rubbish", [b"<title>400 Bad Request</title>\r\n", b"\x12\x12\x12\x12\x93", b"\x10\x04\x01\x1da\x0e"]
)
def test_nothing_in_a_piece_with_a_byte_that_no_printer_sends_is_an_answer(rubbish: bytes) -> None:
    """A web server's page is full of what would be an answer: every third letter."""
    demux = Demux()
    assert demux.feed(rubbish) == []
    assert demux.is_rubbish
    assert demux.feed(b"\x12") == [RealTime(0x12)]
    assert not demux.is_rubbish


def test_status_bytes_mean_what_the_manual_says() -> None:
    fine = facts_of_real_time(0x12, 0x12, 0x12, 0x12)
    assert (fine.trouble, fine.paper) == (None, Paper.FULL)
    assert facts_of_real_time(0x12, 0x12, 0x12, 0x1E).paper is Paper.LOW
    assert facts_of_real_time(0x1A, 0x32, 0x12, 0x7E).trouble is PrintTrouble.PAPER_OUT
    assert facts_of_real_time(0x1A, 0x16, 0x12, 0x12).trouble is PrintTrouble.COVER_OPEN
    assert facts_of_real_time(0x1A, 0x52, 0x1A, 0x12).trouble is PrintTrouble.JAMMED
    assert facts_of_real_time(0x1A, 0x12, 0x12, 0x12).trouble is PrintTrouble.OFFLINE


def test_unasked_status_means_the_same() -> None:
    assert facts_of_asb(Asb(b"\x10\0\0\0")).trouble is None
    assert facts_of_asb(Asb(b"\x38\0\0\0")).trouble is PrintTrouble.COVER_OPEN
    assert facts_of_asb(Asb(b"\x18\0\x0f\0")).trouble is PrintTrouble.PAPER_OUT
    assert facts_of_asb(Asb(b"\x10\0\x03\0")).paper is Paper.LOW


@given(st.lists(st.binary(max_size=30), max_size=8))
def test_no_bytes_make_the_demultiplexer_raise(pieces: list[bytes]) -> None:
    demux = Demux()
    for piece in pieces:
        demux.feed(piece)
