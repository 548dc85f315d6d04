"""From files to a catalogue, or to every fault of every file at once. Nothing here knows a form or a screen."""

import json
import re
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from kiosk.catalogue.areas import Areas, SpotName
from kiosk.catalogue.faults import ITEMS_FOLDER, LAYOUT_FILE, BrokenCatalogueError, Fault, item_faults, layout_faults
from kiosk.catalogue.kinds import Authority, Kind
from kiosk.catalogue.layout import Category, Group, Layout, Lead
from kiosk.catalogue.model import Item
from kiosk.catalogue.shapes import Model

_AT_LINE = re.compile(r"at line (\d+)")
MAX_FILE_BYTES = 256 * 1024

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All items and how they are laid out. Immutable; safe to share."""

    items: dict[str, Item] = field(repr=False)
    layout: Layout = field(repr=False)
    areas: Areas = field(default_factory=Areas, repr=False)
    """What an address is put together of."""

    def has(self, entry_id: str) -> bool:
        """Whether there is an item or information entry of that id."""
        return entry_id in self.items

    def item(self, entry_id: str) -> Item:
        """The item or information entry of that id; raises KeyError for an unknown one."""
        return self.items[entry_id]

    def entries(self, category_id: str) -> tuple[Item, ...]:
        """What stands in a category, by the items' own order."""
        found = (item for item in self.items.values() if item.category == category_id)
        return tuple(sorted(found, key=lambda item: (item.order, item.id)))

    def category(self, category_id: str) -> Category:
        """The category of that id; raises KeyError for an unknown one."""
        for category in self.layout.categories:
            if category.id == category_id:
                return category
        raise KeyError(category_id)

    def categories(self, group_id: str) -> tuple[Category, ...]:
        """The categories of a group, in the file's order; none is empty."""
        return tuple(category for category in self.layout.categories if category.group == group_id)

    def at(self, division_code: str, areas: Areas | None = None) -> "Catalogue":
        """As a terminal of this place may offer it: what it may not take in is there to be read."""
        spots = tuple(
            SpotName(spot.name.zh, spot.name.en) for spot in self.layout.spots if spot.division == division_code
        )
        known = replace(areas or Areas(here=division_code), spots=spots)
        return Catalogue({item.id: _at(item, division_code) for item in self.items.values()}, self.layout, known)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The spines of the home screen."""
        return self.layout.groups

    @property
    def elder_home(self) -> tuple[Lead, ...]:
        """The numbered choices of the elder home, 一 first."""
        return self.layout.elder_home


def _at(item: Item, division_code: str) -> Item:
    inform = item.authority_at(division_code) is Authority.INFORM
    return item.model_copy(update={"kind": Kind.INFORM}) if inform else item


def load_catalogue(directory: Path) -> Catalogue:
    """Read `groups.toml` and `items/*.toml`; raises `BrokenCatalogueError` with all faults of all files."""
    catalogue, faults = read_catalogue(directory)
    if catalogue is None:
        raise BrokenCatalogueError(faults)
    return catalogue


def read_catalogue(directory: Path) -> tuple[Catalogue | None, tuple[Fault, ...]]:
    """The catalogue, or None and why."""
    faults: list[Fault] = []
    layout = _read(directory / LAYOUT_FILE, Layout, faults)
    items: dict[str, Item] = {}
    unread = False
    for path in sorted((directory / ITEMS_FOLDER).glob("*.toml")):
        item = _read(path, Item, faults)
        if item is None:
            unread = True
            continue
        items[item.id] = item
        faults.extend(item_faults(path, item))
    if layout is not None and not unread:
        faults.extend(layout_faults(directory, items, layout))
    return (None, tuple(faults)) if faults or layout is None else (Catalogue(items, layout), ())


def _read(path: Path, kind: type[M], faults: list[Fault]) -> M | None:
    try:
        content = path.read_bytes()
    except OSError as error:
        faults.append(Fault(path, (), f"cannot be read: {error.strerror}"))
        return None
    if len(content) > MAX_FILE_BYTES:
        faults.append(Fault(path, (), f"{len(content)} bytes, at most {MAX_FILE_BYTES}"))
        return None
    try:
        values = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        faults.append(Fault(path, (), f"is not UTF-8 (byte {error.start})"))
        return None
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        faults.append(Fault(path, (), f"is not TOML: {error}", line=int(place[1]) if place else None))
        return None
    except RecursionError:
        faults.append(Fault(path, (), "is not usable: lists or tables within each other without end"))
        return None
    return _validate(path, values, kind, faults)


def _validate(path: Path, values: dict[str, object], kind: type[M], faults: list[Fault]) -> M | None:
    try:
        # Through JSON, since strict models take a list for a tuple and a string for an enum only from there.
        return kind.model_validate_json(json.dumps(values, default=str))
    except ValidationError as error:
        problems = error.errors(include_url=False, include_context=False, include_input=False)
        places = [problem["loc"] for problem in problems]
        for problem in problems:
            here = problem["loc"]
            inside = any(len(place) > len(here) and place[: len(here)] == here for place in places)
            if not (problem["type"] == "too_short" and inside):  # a list counts as short when its entries are wrong
                faults.append(Fault(path, here, problem["msg"]))
        return None
