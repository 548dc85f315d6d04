"""The reading of a social-security card, played against records as public readers print them and against rubbish."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.chipcards.social_files import read_social_card
from devices.contracts.card_reader import CardUnreadable
from devices.contracts.smart_card import Answered
from devices.contracts.social_card import NotASocialCard, SocialCard, SocialCardRead

MOST_COMMANDS = 40
OK = Answered(b"", 0x9000)
GONE = Answered(b"", 0x6A83)
PUBLISHED = {
    0x01: "0110330300D15600000599110145FFFFFFFF",
    0x03: "0304332E3030",
}
"""As a card writer's public source prints them: identification code and specification of a card of 2018."""
HOLDER = {
    0x08: "0812" + b"130104194103120025".hex(),
    0x09: "091E" + "D5C5B9F0C0BC".ljust(60, "0"),
    0x0A: "0A0132",
    0x0B: "0B0101",
    0x0D: "0D0419410312",
}


def played(card: Callable[[bytes], Answered]) -> tuple[list[bytes], SocialCardRead | NotASocialCard | CardUnreadable]:
    """Which commands the reading asks a card, and how it ends."""
    asked: list[bytes] = []
    steps = read_social_card()
    try:
        command = next(steps)
        while True:
            asked.append(command)
            assert len(asked) <= MOST_COMMANDS
            command = steps.send(card(command))
    except StopIteration as end:
        return asked, end.value


def by_tag(records: dict[int, str]) -> Callable[[bytes], Answered]:
    """A card that gives records by their tags."""

    def answer(command: bytes) -> Answered:
        if command[1] == 0xA4:
            return OK
        record = records.get(command[2]) if command[3] == 0x00 else None
        return GONE if record is None else Answered(bytes.fromhex(record), 0x9000)

    return answer


def test_published_records_are_understood() -> None:
    _, result = played(by_tag({**PUBLISHED, **HOLDER}))
    assert isinstance(result, SocialCardRead)
    assert result.card == SocialCard(
        "130104194103120025", bytes.fromhex("D5C5B9F0C0BC").decode("gb18030"), "2", "01", date(1941, 3, 12),
        region_code="330300", specification="3.00",
    )  # fmt: skip


def test_only_what_is_needed_is_asked_for() -> None:
    asked, _ = played(by_tag({**PUBLISHED, **HOLDER}))
    assert [command[2] for command in asked if command[1] == 0xB2] == [
        0x01, 0x03, 0x05, 0x06, 0x07, 0x08, 0x09, 0x4E, 0x0A, 0x0B, 0x0D,
    ]  # fmt: skip


def test_the_long_name_of_a_newer_card_is_put_together() -> None:
    whole = "\u963f\u535c\u675c\u70ed\u5408\u66fc" * 3
    name = whole.encode("gb18030")
    records = {**HOLDER, 0x03: PUBLISHED[0x03], 0x01: PUBLISHED[0x01],
               0x09: "091E" + name[:30].hex(), 0x4E: "4E14" + name[30:].ljust(20, b"\0").hex()}  # fmt: skip
    _, result = played(by_tag(records))
    assert isinstance(result, SocialCardRead)
    assert result.card.name == whole


def test_what_a_card_leaves_out_or_spoils_is_none() -> None:
    records = {**HOLDER, 0x01: "0110" + "FF" * 16, 0x05: "0504FFFFFFFF", 0x06: "050420291340", 0x0A: "0A0158",
               0x0B: "0B01FF", 0x0D: "0D0400000000"}  # fmt: skip
    _, result = played(by_tag(records))
    assert isinstance(result, SocialCardRead)
    assert result.card == SocialCard(result.card.social_security_number, result.card.name)


@pytest.mark.parametrize(
    ("tag", "record", "reason"),
    [
        (0x08, "0812" + b"13010419410312002\xff".hex(), "record_number"),
        (0x08, "0812" + "00" * 18, "record_number"),
        (0x08, "0812" + "81" * 18, "record_number"),
        (0x08, "0912" + b"130104194103120025".hex(), "record_6a83"),
        (0x09, "091E" + "00" * 30, "record_name"),
        (0x09, "091E" + "FF" * 30, "record_name"),
        (0x09, "091E" + "81" * 29 + "00", "record_name"),
        (0x09, "09FF41", "record_name"),
    ],
)
def test_a_number_or_a_name_that_is_none_makes_a_card_unreadable(tag: int, record: str, reason: str) -> None:
    assert played(by_tag({**PUBLISHED, **HOLDER, tag: record}))[1] == CardUnreadable(reason)


@pytest.mark.parametrize(
    ("status_word", "result"),
    [
        (0x6A82, NotASocialCard()), (0x6D00, NotASocialCard()), (0x6A81, NotASocialCard()),
        (0x6283, CardUnreadable("blocked")), (0x9303, CardUnreadable("blocked")),
    ],
)  # fmt: skip
def test_a_card_without_the_application_is_told_from_one_that_is_blocked(status_word: int, result: object) -> None:
    asked, told = played(lambda _: Answered(b"", status_word))
    assert (told, len(asked)) == (result, 1)


STATUS_WORDS = st.sampled_from((0x9000, 0x9000, 0x9000, 0x6A82, 0x6982, 0x6283, 0x0000))


@given(st.lists(st.builds(Answered, st.binary(max_size=40), STATUS_WORDS), max_size=20), st.binary(max_size=40))
def test_whatever_a_card_answers_the_reading_ends_with_a_value(answers: list[Answered], last: bytes) -> None:
    left = iter(answers)
    _, result = played(lambda _: next(left, Answered(last, 0x9000)))
    assert isinstance(result, SocialCardRead | NotASocialCard | CardUnreadable)


@given(st.dictionaries(st.sampled_from(sorted({**PUBLISHED, **HOLDER, 0x4E: "", 0x05: ""})), st.binary(max_size=40)))
def test_whatever_the_records_hold_the_reading_ends_with_a_value(values: dict[int, bytes]) -> None:
    records = {tag: f"{tag:02x}{len(value):02x}{value.hex()}" for tag, value in values.items()}
    _, result = played(by_tag({**PUBLISHED, **HOLDER, **records}))
    assert isinstance(result, SocialCardRead | CardUnreadable)
    if isinstance(result, SocialCardRead):
        assert result.card.name.isprintable()
        assert result.card.social_security_number.isascii()
