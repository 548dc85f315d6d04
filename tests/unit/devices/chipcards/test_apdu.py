"""C-APDUs byte by byte, and answers that come in pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.chipcards.apdu import MOST_STEPS, exchange, read_record, select_application, select_file
from devices.chipcards.social_files import APPLICATION
from devices.contracts.smart_card import Answered


def test_the_commands_are_the_published_ones() -> None:
    assert select_application(APPLICATION).hex() == "00a404000f7378312e73682ec9e7bbe1b1a3d5cf"
    assert select_file(0xEF05, 0x02).hex() == "00a4020002ef05"
    assert select_file(0xEF06, 0x00).hex() == "00a4000002ef06"
    assert read_record(0x08, 0x00, 20).hex() == "00b2080014"
    assert read_record(0x01, 0x04, 0).hex() == "00b2010400"


def played(*turns: tuple[str, str]) -> tuple[list[bytes], Answered | None]:
    """The first command of the turns, asked of a card that answers as they say."""
    answers, asked = iter(bytes.fromhex(answer) for _, answer in turns), list[bytes]()

    def transmit(command: bytes) -> bytes:
        asked.append(command)
        return next(answers)

    return asked, exchange(transmit, bytes.fromhex(turns[0][0]))


@pytest.mark.parametrize(
    ("turns", "data", "status_word"),
    [
        ([("00a404000f7378312e73682ec9e7bbe1b1a3d5cf", "6103"), ("00c0000003", "6f0184" + "9000")], "6f0184", 0x9000),
        ([("00b2080000", "6c05"), ("00b2080005", "0803414243" + "9000")], "0803414243", 0x9000),
        ([("00b2080014", "6103"), ("00c0000003", "010203" + "6102"), ("00c0000002", "0405" + "9000")],
         "0102030405", 0x9000),
        ([("00a4020002ef05", "6a82")], "", 0x6A82),
        ([("80ca9f1702" + "0102" + "00", "6c04"), ("80ca9f1702" + "0102" + "04", "01020304" + "9000")],
         "01020304", 0x9000),
        ([("80ca9f1702" + "0102", "6c04"), ("80ca9f1702" + "0102" + "04", "01020304" + "9000")], "01020304", 0x9000),
        ([("01b2080014", "6101"), ("01c0000001", "07" + "9000")], "07", 0x9000),
    ],
)  # fmt: skip
def test_what_waits_is_fetched_and_a_wrong_length_is_mended(
    turns: list[tuple[str, str]], data: str, status_word: int
) -> None:
    asked, answered = played(*turns)
    assert [command.hex() for command in asked] == [command for command, _ in turns]
    assert answered == Answered(bytes.fromhex(data), status_word)


@pytest.mark.parametrize("answer", ["", "90"])
def test_less_than_a_status_word_is_no_answer(answer: str) -> None:
    assert played(("00a4020002ef05", answer))[1] is None


@pytest.mark.parametrize("answer", [b"\x61\x10", b"\x6c\x10", bytes(256) + b"\x61\x00"])
def test_a_card_that_never_ends_is_left(answer: bytes) -> None:
    answers = iter([answer] * MOST_STEPS)
    assert exchange(lambda _: next(answers), b"\0\xb2\x01\0\0") is None
    assert next(answers, None) is None


@given(
    st.binary(min_size=4, max_size=20), st.lists(st.binary(max_size=20) | st.sampled_from((b"\x61\x05", b"\x6c\x05")))
)
def test_no_command_and_no_answer_leads_to_more_than_a_value(command: bytes, answers: list[bytes]) -> None:
    left = iter(answers)
    answered = exchange(lambda _: next(left, b"\x61\x00"), command)
    assert answered is None or 0 <= answered.status_word <= 0xFFFF
