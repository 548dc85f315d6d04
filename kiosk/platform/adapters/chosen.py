"""Which other systems this platform is connected with: one TOML file; tokens come from the environment.

[[adapters]]
name = "civil-affairs"          # for ever: what was handed over is remembered under it
kind = "department"             # or hotline, events
title = "区民政业务系统"          # who staff read that it was
url = "https://orders.example.gov.cn"
token_env = "KIOSK_CIVIL_AFFAIRS_TOKEN"
desks = ["changan-civil-affairs"]
items = ["old-age-allowance"]   # none: every item
sends_person = true             # name and number of the card; off unless said
sends_answers = true
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from kiosk.platform.adapters.calls import Calls
from kiosk.platform.adapters.cloud_events import CloudEvents
from kiosk.platform.adapters.contract import Listener, System
from kiosk.platform.adapters.department import Department
from kiosk.platform.adapters.hotline import Hotline, Names
from kiosk.platform.adapters.staff import BadAddressError

FORMAT = 1
Slug = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]


class BrokenAdaptersError(Exception):
    """The file cannot be followed; the message says why, a line for each fault."""


class _Adapter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Slug
    kind: Annotated[str, msgspec.Meta(pattern="^(department|hotline|events)$")]
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    url: str
    token_env: str = ""
    ca_file: Path | None = None
    path: str = "/"
    desks: tuple[Slug, ...] = ()
    items: tuple[Slug, ...] = ()
    sends_person: bool = False
    sends_answers: bool = False
    names: dict[str, str | list[str]] = {}


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: int
    adapters: tuple[_Adapter, ...]


@dataclass(frozen=True, slots=True)
class Connected:
    """One system with what it is to be told. One of the two is there."""

    name: str
    title: str
    calls: Calls
    system: System | None = None
    listener: Listener | None = None
    desks: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    sends_person: bool = False
    sends_answers: bool = False

    def works_on(self, desk_id: str, item_id: str) -> bool:
        """Whether what lies at that desk is this system's."""
        return self.system is not None and desk_id in self.desks and (not self.items or item_id in self.items)


def load_adapters(file: Path | None, environment: Mapping[str, str], desk_ids: frozenset[str]) -> tuple[Connected, ...]:
    """All of them, none without a file; raises `BrokenAdaptersError`."""
    if file is None:
        return ()
    try:
        read = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), _File, strict=False)
    except (OSError, UnicodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BrokenAdaptersError(f"{file}: {error}") from error
    faults = [] if read.format == FORMAT else [f"format {read.format}, known is {FORMAT}"]
    names = [each.name for each in read.adapters]
    faults += [f"{name} is there twice" for name in sorted({n for n in names if names.count(n) > 1})]
    found = [_connected(each, environment, desk_ids, faults) for each in read.adapters]
    if faults:
        raise BrokenAdaptersError("\n".join(f"{file}: {fault}" for fault in faults))
    return tuple(each for each in found if each is not None)


def _connected(
    told: _Adapter, environment: Mapping[str, str], desk_ids: frozenset[str], faults: list[str]
) -> Connected | None:
    token = environment.get(told.token_env, "") if told.token_env else ""
    if told.token_env and not token:
        faults.append(f"{told.name}: there is no token in {told.token_env}")
    faults.extend(f"{told.name}: there is no desk {desk}" for desk in sorted(set(told.desks) - desk_ids))
    if told.kind != "events" and not told.desks:
        faults.append(f"{told.name}: it names no desk")
    try:
        calls = Calls(told.url, token, told.ca_file)
        names = Names(**{n: tuple(v) if isinstance(v, list) else v for n, v in told.names.items()})  # type: ignore[arg-type]  # msgspec has checked that they are texts or lists
    except (BadAddressError, TypeError) as error:
        faults.append(f"{told.name}: {error}")
        return None
    if told.kind == "events":
        return Connected(told.name, told.title, calls, listener=CloudEvents(calls, told.path))
    system: System = Department(calls) if told.kind == "department" else Hotline(calls, names)
    return Connected(
        told.name, told.title, calls, system, None, frozenset(told.desks), frozenset(told.items),
        told.sends_person, told.sends_answers,
    )  # fmt: skip
