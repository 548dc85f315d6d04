"""The synthetic residents, and what their cards carry: 256 bytes of text, 1024 bytes where a photo would be."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from devices.emulators.cards import RESIDENT, build_text

PERSONS_PATH = Path(__file__).with_name("persons.toml")
LONG_TERM = bytes.fromhex("7F951F67").decode("utf-16-le")
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
    newest_address: str = ""
    """Where they have moved since the card was printed; empty is what most cards carry."""
    photo: bytes = b"WLf\0" + bytes(PHOTO_BYTES - 4)

    def age_years(self, today: date) -> int:
        return today.year - self.birth.year - ((today.month, today.day) < (self.birth.month, self.birth.day))


@cache
def load_persons(path: Path = PERSONS_PATH) -> dict[str, SyntheticPerson]:
    """All of them by key, in the file's order."""
    with path.open("rb") as file:
        return {key: SyntheticPerson(key=key, **fields) for key, fields in tomllib.load(file).items()}


def card_text(person: SyntheticPerson) -> bytes:
    """The text of a resident's card."""
    until = f"{person.valid_until:%Y%m%d}" if person.valid_until is not None else LONG_TERM
    return build_text(RESIDENT, {
        "name": person.name, "sex": person.sex, "nation": person.nation, "birth": f"{person.birth:%Y%m%d}",
        "address": person.address, "number": person.number, "issuer": person.issuer,
        "from": f"{person.valid_from:%Y%m%d}", "until": until,
    })  # fmt: skip
