"""The synthetic residents, and what their cards carry: 256 bytes of text, 1024 bytes where a photo would be."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

PERSONS_PATH = Path(__file__).with_name("persons.toml")
LONG_TERM_UTF16 = bytes.fromhex("7F951F67")
PHOTO_BYTES = 1024


@dataclass(frozen=True, slots=True)
class SyntheticPerson:
    """One resident who does not exist."""

    key: str
    name: str
    sex: str
    nation: str
    birth: date
    address: str
    number: str
    issuer: str
    valid_from: date
    valid_until: date | None = None
    """None is printed as long-term."""
    note: str = ""
    photo: bytes = b"WLf\0" + bytes(PHOTO_BYTES - 4)

    def age_years(self, today: date) -> int:
        return today.year - self.birth.year - ((today.month, today.day) < (self.birth.month, self.birth.day))


@cache
def load_persons(path: Path = PERSONS_PATH) -> dict[str, SyntheticPerson]:
    """All of them by key, in the file's order."""
    with path.open("rb") as file:
        return {key: SyntheticPerson(key=key, **fields) for key, fields in tomllib.load(file).items()}


def card_text(person: SyntheticPerson) -> bytes:
    """The text of a resident's card: fields at fixed places, UTF-16LE, padded with spaces."""
    until = LONG_TERM_UTF16 if person.valid_until is None else _utf16(f"{person.valid_until:%Y%m%d}")
    fields = (
        (_utf16(person.name), 30), (_utf16(person.sex), 2), (_utf16(person.nation), 4),
        (_utf16(f"{person.birth:%Y%m%d}"), 16), (_utf16(person.address), 70), (_utf16(person.number), 36),
        (_utf16(person.issuer), 30), (_utf16(f"{person.valid_from:%Y%m%d}"), 16), (until, 16), (b"", 36),
    )  # fmt: skip
    return b"".join(_pad(value, size) for value, size in fields)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _pad(value: bytes, size_bytes: int) -> bytes:
    if len(value) > size_bytes:
        raise ValueError(f"{len(value)} bytes do not fit a field of {size_bytes}")
    return value + b" \0" * ((size_bytes - len(value)) // 2)
