"""What everybody may read of a social-security card, pure: which commands, and what the records mean.

    SELECT the application SSSE ─► EF05, the issuer ─► EF06, the holder        a record is tag | length | value

Cards differ: in how an EF is selected (P1 02 or 00), in how a record is asked for (by its tag, or by its position), and
in what they give: of specification 3.00 many give EF06 only after an authentication by a PSAM, which is told as such.
What nobody needs (card type, institution, birthplace) is not asked for.

Source: LB 002-2000 and LD/T 32-2015 as public readers apply them; tags and lengths agree in three of them, the tag of
the name's extension (specification 2.00 on, cut off at 20 bytes) stands in one.
"""

from collections.abc import Generator
from dataclasses import dataclass
from enum import IntEnum

from devices.chipcards.apdu import BLOCKED, NO_RECORD, NOT_ALLOWED, OK, read_record, select_application, select_file
from devices.chipcards.social_fields import (
    CARD_NUMBER,
    REGION,
    RESIDENT_NUMBER,
    SPECIFICATION,
    day,
    matching,
    printable,
)
from devices.contracts.card_reader import CardUnreadable
from devices.contracts.smart_card import Answered
from devices.contracts.social_card import NotASocialCard, SocialCard, SocialCardRead

APPLICATION = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")
"""sx1.sh. and the four characters of "social security" in GB 2312."""
ISSUER, HOLDER = 0xEF05, 0xEF06


class Tag(IntEnum):
    """The records that are read."""

    IDENTIFICATION = 0x01
    SPECIFICATION = 0x03
    ISSUED_ON = 0x05
    VALID_UNTIL = 0x06
    CARD_NUMBER = 0x07
    NUMBER = 0x08
    NAME = 0x09
    SEX = 0x0A
    NATION = 0x0B
    BIRTH_DATE = 0x0D
    NAME_EXTENSION = 0x4E


@dataclass(frozen=True, slots=True)
class File:
    """An EF, its records' values in bytes by tag, and how many positions it has at most."""

    identifier: int
    value_bytes: dict[Tag, int]
    positions: int = 9


FILES = (
    File(ISSUER, {Tag.IDENTIFICATION: 16, Tag.SPECIFICATION: 4, Tag.ISSUED_ON: 4, Tag.VALID_UNTIL: 4,
                  Tag.CARD_NUMBER: 9}),
    File(HOLDER, {Tag.NUMBER: 18, Tag.NAME: 30, Tag.NAME_EXTENSION: 20, Tag.SEX: 1, Tag.NATION: 1,
                  Tag.BIRTH_DATE: 4}),
)  # fmt: skip

SocialReading = Generator[bytes, Answered, SocialCardRead | NotASocialCard | CardUnreadable]


def read_social_card() -> SocialReading:
    """Yield commands, take the card's answers, return what the card says; at most some thirty commands."""
    selected = yield select_application(APPLICATION)
    if selected.status_word in BLOCKED:
        return CardUnreadable("blocked")
    if selected.status_word != OK:
        return NotASocialCard()
    records: dict[int, bytes] = {}
    for file in FILES:
        failure = yield from _read_file(file, records)
        if failure is not None and file.identifier == HOLDER:
            return CardUnreadable(failure)
    return _told(records)


def _read_file(file: File, records: dict[int, bytes]) -> Generator[bytes, Answered, str | None]:
    """Add a file's records; what stood in the way, as a short code."""
    selected = yield select_file(file.identifier, 0x02)
    if selected.status_word not in (OK, NOT_ALLOWED):
        selected = yield select_file(file.identifier, 0x00)
    if selected.status_word != OK:
        return _code(f"ef{file.identifier & 0xFF:02x}", selected.status_word)
    status_word = yield from _read_by_tag(file, records)
    if status_word not in (OK, NOT_ALLOWED):
        status_word = yield from _read_by_position(file, records)
    return None if status_word == OK else _code("record", status_word)


def _read_by_tag(file: File, records: dict[int, bytes]) -> Generator[bytes, Answered, int]:
    """Ask for every record the file should have; the status word of the first, which tells whether this works."""
    for place, (tag, length) in enumerate(file.value_bytes.items()):
        if tag is Tag.NAME_EXTENSION and records.get(Tag.SPECIFICATION, b"1").startswith(b"1"):
            continue
        answer = yield read_record(tag, 0x00, length + 2)
        if not _take(answer, records, tag) and place == 0:
            return NO_RECORD if answer.status_word == OK else answer.status_word
    return OK


def _read_by_position(file: File, records: dict[int, bytes]) -> Generator[bytes, Answered, int]:
    """Ask for record after record, each of which says its tag; the status word of the first."""
    for position in range(1, file.positions + 1):
        answer = yield read_record(position, 0x04, 0x00)
        if answer.status_word != OK:
            return OK if position > 1 else answer.status_word
        _take(answer, records)
    return OK


def _take(answer: Answered, records: dict[int, bytes], wanted: int | None = None) -> bool:
    """Keep a record, if the answer is one, of the tag that was asked for."""
    data = answer.data
    if answer.status_word != OK or len(data) < 2 or len(data) < 2 + data[1] or wanted not in (None, data[0]):
        return False
    records[data[0]] = data[2 : 2 + data[1]]
    return True


def _code(what: str, status_word: int) -> str:
    return "needs_authentication" if status_word == NOT_ALLOWED else f"{what}_{status_word:04x}"


def _told(records: dict[int, bytes]) -> SocialCardRead | CardUnreadable:
    def text(tag: Tag, pattern: str) -> str | None:
        return matching(pattern, records.get(tag, b""))

    def digits(tag: Tag, length_bytes: int) -> str:
        return records.get(tag, b"")[:length_bytes].hex()

    number, name = text(Tag.NUMBER, RESIDENT_NUMBER), printable(_whole_name(records))
    if number is None or name is None:
        return CardUnreadable("record_number" if number is None else "record_name")
    return SocialCardRead(
        SocialCard(
            number, name,
            sex_code=text(Tag.SEX, r"[0129]"),
            nation_code=matching(r"[0-9]{2}", digits(Tag.NATION, 1).encode()),
            birth_date=day(digits(Tag.BIRTH_DATE, 4)),
            card_number=text(Tag.CARD_NUMBER, CARD_NUMBER),
            region_code=matching(REGION, digits(Tag.IDENTIFICATION, 3).encode()),
            specification=text(Tag.SPECIFICATION, SPECIFICATION),
            issued_on=day(digits(Tag.ISSUED_ON, 4)),
            valid_until=day(digits(Tag.VALID_UNTIL, 4)),
        )
    )  # fmt: skip


def _whole_name(records: dict[int, bytes]) -> bytes:
    return b"".join(records.get(tag, b"").split(b"\0")[0].rstrip(b"\xff ") for tag in (Tag.NAME, Tag.NAME_EXTENSION))
