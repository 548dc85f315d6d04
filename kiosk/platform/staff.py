"""The people of the staff, from a file: whose token is whose. The house token comes from the environment.

    [[people]]
    name = "李华"
    role = "department"            # community, street, department, supervisor, fleet
    desks = ["changan-civil-affairs"]
    token_sha256 = "…"             # of a random token of at least 16 characters; the token itself is nowhere

A file that others may read tells them names and desks, no token.
"""

import hmac
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from kiosk.platform.roles import AT_DESKS, Clerk, StaffRole
from kiosk.platform.routing_data import Area, Name, Routing, Slug
from kiosk.platform.settings import token_digest

Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]


class BrokenStaffError(Exception):
    """The file of people cannot be followed; the message has one line for each fault."""


class _Person(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Name
    role: Literal["community", "street", "department", "supervisor", "fleet"]
    token_sha256: Digest
    desks: tuple[Slug, ...] = ()
    area: Area | None = None


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: Literal[1]
    people: tuple[_Person, ...]


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody who has a token. Immutable."""

    tokens: tuple[tuple[bytes, Clerk], ...] = field(repr=False)

    def whose(self, token: str) -> Clerk | None:
        """The clerk with this token; every token is compared, in constant time."""
        offered = token_digest(token)
        found = [clerk for digest, clerk in self.tokens if hmac.compare_digest(digest, offered)]
        return found[0] if found else None


def house_of(digest: bytes, name: str) -> tuple[bytes, Clerk]:
    """The house token's own clerk."""
    return digest, Clerk(name, StaffRole.HOUSE)


def load_staff(path: Path | None, routing: Routing, house: tuple[bytes, Clerk]) -> Staff:
    """The house and, where there is a file, its people; raises `BrokenStaffError` with every fault."""
    if path is None:
        return Staff((house,))
    try:
        values: Any = tomllib.loads(path.read_text(encoding="utf-8"))
        people = msgspec.convert(values, _File).people
    except (OSError, UnicodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BrokenStaffError(f"{path}: {error}") from error
    faults = [f"{path}: {person.name}: {fault}" for person in people for fault in _faults(person, routing)]
    digests = [house[0].hex(), *(person.token_sha256 for person in people)]
    if len(set(digests)) < len(digests):
        faults.append(f"{path}: two people have one token")
    if faults:
        raise BrokenStaffError("\n".join(faults))
    return Staff((house, *((bytes.fromhex(person.token_sha256), _clerk(person)) for person in people)))


def _clerk(person: _Person) -> Clerk:
    return Clerk(person.name, StaffRole(person.role), frozenset(person.desks), person.area or "")


def _faults(person: _Person, routing: Routing) -> Iterator[str]:
    yield from (f"there is no desk {desk_id}" for desk_id in person.desks if routing.desk(desk_id) is None)
    if StaffRole(person.role) in AT_DESKS and not person.desks:
        yield "works at no desk"
    if person.role == "supervisor" and person.area is None:
        yield "supervises no area"
