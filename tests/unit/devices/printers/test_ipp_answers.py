"""IPP answers taken apart, whatever the bytes."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from devices.contracts.printer import Paper, PrintTrouble
from devices.printers.ipp_answers import (
    JOB_GROUP,
    PRINTER_GROUP,
    BadIppAnswerError,
    PrinterWord,
    job_word,
    parse_answer,
    printer_word,
)

OPERATION = bytes.fromhex("01 47 0012") + b"attributes-charset" + bytes.fromhex("0005") + b"utf-8"
JOB = bytes.fromhex("02 21 0006") + b"job-id" + bytes.fromhex("0004 00000093")
STATE = bytes.fromhex("23 0009") + b"job-state" + bytes.fromhex("0004 00000003")
RFC_8010_EXAMPLE = bytes.fromhex("0101 0000 00000001") + OPERATION + JOB + STATE + b"\x03"
"""As in RFC 8010, A.2: a job 147, pending."""
CIRCLE = bytes.fromhex("0200 0000 00000001 04 440003") + b"abc" + bytes.fromhex("0001 78 440000fffb03")


def understood(data: bytes) -> None:
    """All that is made of an answer; only the declared error may leave."""
    with suppress(BadIppAnswerError):
        answer = parse_answer(data)
        job_word(answer)
        printer_word(answer)


def test_the_standards_own_example_is_understood() -> None:
    answer = parse_answer(RFC_8010_EXAMPLE)
    assert answer.is_success
    assert (answer.number(JOB_GROUP, "job-id"), job_word(answer).state) == (147, 3)


def test_several_values_and_a_second_job_are_kept_apart() -> None:
    more = bytes.fromhex("02 21 0006") + b"job-id" + bytes.fromhex("0004 00000094")
    answer = parse_answer(RFC_8010_EXAMPLE[:-1] + b"\x44\0\0\0\4more" + more + b"\x03")
    assert answer.groups[JOB_GROUP]["job-id"] == [147]
    assert answer.groups[JOB_GROUP]["job-state"] == [3, "more"]


@pytest.mark.parametrize(
    ("reasons", "paper", "trouble"),
    [
        ({"media-empty"}, Paper.OUT, PrintTrouble.PAPER_OUT),
        ({"media-low"}, Paper.LOW, None),
        ({"media-jam", "media-empty"}, Paper.JAMMED, PrintTrouble.JAMMED),
        ({"cover-open", "media-empty"}, Paper.OUT, PrintTrouble.COVER_OPEN),
        ({"marker-supply-empty"}, Paper.FULL, PrintTrouble.TONER_EMPTY),
        ({"marker-supply-low", "something-new"}, Paper.FULL, None),
    ],
)
def test_reasons_mean_what_the_standard_says(reasons: set[str], paper: Paper, trouble: PrintTrouble | None) -> None:
    word = PrinterWord(3, frozenset(reasons))
    assert (word.paper, word.trouble) == (paper, trouble)


@example(CIRCLE)
@given(st.binary(max_size=400))
def test_no_bytes_keep_the_parser_or_break_it(data: bytes) -> None:
    understood(data)


@given(st.data())
def test_no_damage_to_a_true_answer_breaks_the_parser(data: st.DataObject) -> None:
    damaged = bytearray(RFC_8010_EXAMPLE)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    understood(bytes(damaged))


def test_an_answer_without_a_state_is_none() -> None:
    empty = parse_answer(bytes.fromhex("0200 0000 00000001 04 03"))
    assert empty.groups.get(PRINTER_GROUP, {}) == {}
    with pytest.raises(BadIppAnswerError):
        printer_word(empty)
