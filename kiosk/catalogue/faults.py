"""What one file of the catalogue says of another, and the faults found. Pure; reads no file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.catalogue.item_rules import count_name, total_name
from kiosk.catalogue.kinds import FieldKind, Kind, PrivacyClass
from kiosk.catalogue.layout import Layout, Lead
from kiosk.catalogue.model import TASK_CODE_LENGTH, Item
from kiosk.catalogue.proxy_faults import proxy_faults
from kiosk.catalogue.questions import FieldSpec, Repeat, Section
from kiosk.catalogue.rules import RESERVED
from kiosk.core.uscc import uscc_holds

LAYOUT_FILE = "groups.toml"
ITEMS_FOLDER = "items"
DIVISION = "_division"
FEN = "_fen"
"""How the id of an amount ends: amounts are whole fen."""
_WRITTEN_ONLY = re.compile(r"[A-Za-z/()\uff08\uff09&+=*#@%]")
_SPOKEN = "give `spoken`, the words of the voice"
MOST_CHOICES_COUNT = 4
"""What elder mode shows of one question without scrolling."""
_BOUNDED = (FieldKind.MONEY, FieldKind.COUNT)

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a file: where it is and what is wrong, for the person who wrote the file."""

    file: Path
    where: KeyPath
    what: str
    line: int | None = None
    right: str = ""
    """What is right in this place, as lines of a file. Both are found by `check`."""

    def __str__(self) -> str:
        line = f":{self.line}" if self.line is not None else ""
        where = ".".join(str(part) for part in self.where)
        return f"{self.file}{line}: {where + ': ' if where else ''}{self.what}"


class BrokenCatalogueError(Exception):
    """The files cannot be used; `faults` has every reason. The terminal keeps the catalogue it has."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def item_path(directory: Path, item_id: str) -> Path:
    """Where the file of an item lies."""
    return directory / ITEMS_FOLDER / f"{item_id}.toml"


def layout_faults(directory: Path, items: dict[str, Item], layout: Layout) -> Iterator[Fault]:
    """Dead tiles: categories without content or group, choices that lead nowhere."""
    file = directory / LAYOUT_FILE
    groups = [group.id for group in layout.groups]
    categories = [category.id for category in layout.categories]
    used = {item.category for item in items.values()}
    for position, name in _repeated(groups):
        yield Fault(file, ("groups", position, "id"), f"`{name}` is there twice")
    for position, name in _repeated(categories):
        yield Fault(file, ("categories", position, "id"), f"`{name}` is there twice")
    for position, category in enumerate(layout.categories):
        if category.group not in groups:
            yield Fault(file, ("categories", position, "group"), f"no group `{category.group}`")
        if category.id not in used:
            yield Fault(file, ("categories", position, "id"), f"`{category.id}` has no item: give it one or delete it")
    for position, lead in enumerate(layout.elder_home):
        if not _leads_somewhere(lead, items, categories):
            yield Fault(file, ("elder_home", position, "target"), f"leads nowhere: {lead.to} `{lead.target}`")
    for item in items.values():
        if item.category not in categories:
            yield Fault(item_path(directory, item.id), ("category",), f"no category `{item.category}` in {LAYOUT_FILE}")


def _leads_somewhere(lead: Lead, items: dict[str, Item], categories: list[str]) -> bool:
    match lead.to:
        case "category":
            return lead.target in categories
        case "entry":
            return lead.target in items
        case _:
            return lead.target is None


def item_faults(file: Path, item: Item) -> Iterator[Fault]:
    """Contradictions inside one item."""
    if file.stem != item.id:
        yield Fault(file, ("id",), f"the file of `{item.id}` must be called {item.id}.toml")
    if item.kind is Kind.APPLY:
        for name in ("identity", "notice", "duration"):
            if getattr(item, name) is None:
                yield Fault(file, (name,), f"an item to apply for needs `{name}`")
        for name in ("sections", "steps", "outputs"):
            if not getattr(item, name):
                yield Fault(file, (name,), f"an item to apply for needs at least one of `{name}`")
    yield from _limit_faults(file, item)
    yield from (Fault(file, place, what) for place, what in proxy_faults(item))
    yield from _field_faults(file, item)
    yield from (Fault(file, place, what) for place, what in item.rules.faults)
    yield from _unspeakable(file, item)
    for position, (_, name) in enumerate(_repeated([place.division for place in item.authorities])):
        yield Fault(file, ("authorities", position, "division"), f"`{name}` is there twice")
    materials = [material.id for material in item.materials]
    for position, name in _repeated(materials):
        yield Fault(file, ("materials", position, "id"), f"`{name}` is there twice")
    for position, material in enumerate(item.materials):
        if material.at_filing and material.source != "photo":
            yield Fault(file, ("materials", position, "at_filing"), "is for what is photographed: `source` is photo")
    for position, wanted in enumerate(item.corrections):
        if wanted not in materials:
            yield Fault(file, ("corrections", position), f"no material `{wanted}`")
    for position, consent in enumerate(item.consents):
        if consent.when_answered is not None and consent.when_answered not in {field.id for field in item.fields}:
            yield Fault(file, ("consents", position, "when_answered"), f"no field `{consent.when_answered}`")
    if any(field.payout for field in item.fields) and item.payout_elsewhere is None:
        yield Fault(
            file,
            ("payout_elsewhere",),
            "fields with `payout` need `payout_elsewhere`: where to give the account otherwise",
        )


def _limit_faults(file: Path, item: Item) -> Iterator[Fault]:
    """A promise later than the law allows, and codes that are of two departments."""
    limits, codes = item.duration, item.codes
    most = limits.statutory_working_days if limits is not None else None
    if limits is not None and most is not None and limits.committed_working_days > most:
        yield Fault(file, ("duration", "committed_working_days"), f"is longer than the law's {most}")
    if codes.dept_code is not None and not uscc_holds(codes.dept_code):
        yield Fault(file, ("codes", "dept_code"), "its check character is wrong (GB 32100-2015)")
    task = codes.task_code or ""
    if codes.dept_code and len(task) == TASK_CODE_LENGTH and not task.startswith(codes.dept_code):
        yield Fault(file, ("codes", "task_code"), f"does not begin with the department's {codes.dept_code}")


def _field_faults(file: Path, item: Item) -> Iterator[Fault]:
    earlier: set[str] = set()
    for section, part in enumerate(item.sections):
        if part.repeat is not None:
            yield from _repeat_faults(file, ("sections", section), part, part.repeat, item)
        for position, field in enumerate(part.fields):
            here = ("sections", section, "fields", position)
            if field.id in earlier:
                yield Fault(file, (*here, "id"), f"`{field.id}` is there twice")
            if field.id.endswith(DIVISION):
                yield Fault(file, (*here, "id"), f"may not end in `{DIVISION}`: so the area of an address is called")
            if field.from_spots and field.kind is not FieldKind.ADDRESS:
                yield Fault(file, (*here, "from_spots"), "is for a field of kind address")
            if field.voice_note is not None and (
                field.kind is not FieldKind.TEXT or len(field.voice_note.zh) < field.least_length
            ):
                yield Fault(file, (*here, "voice_note"), "is for kind text, and as long as `least_length`")
            if field.id in RESERVED:
                yield Fault(file, (*here, "id"), f"`{field.id}` is a word of the rules' language: take another")
            if field.same_as is not None and field.same_as not in earlier:
                yield Fault(file, (*here, "same_as"), f"no earlier field `{field.same_as}`")
            if (field.kind is FieldKind.CHOICE) != bool(field.choices):
                yield Fault(file, (*here, "choices"), "a field of kind choice, and no other, lists its choices")
            if len(field.choices) > MOST_CHOICES_COUNT:
                yield Fault(file, (*here, "choices"), f"more than {MOST_CHOICES_COUNT}: ask in two steps, with `when`")
            yield from _privacy_faults(file, here, field)
            if field.compute is not None:
                yield from _compute_faults(file, here, field)
            if field.locked and field.prefill is None:
                yield Fault(file, (*here, "locked"), "a locked field needs `prefill`, or nobody can answer it")
            if field.least_length > field.greatest_length:
                yield Fault(file, (*here, "least_length"), "is greater than `greatest_length`")
            for number, name in _repeated([choice.value for choice in field.choices]):
                yield Fault(file, (*here, "choices", number, "value"), f"`{name}` is there twice")
            if (field.kind is FieldKind.MONEY) != field.id.endswith(FEN):
                yield Fault(file, (*here, "id"), f"the id of a field of kind money, and no other, ends in `{FEN}`")
            if field.kind not in _BOUNDED and (field.least is not None or field.greatest is not None):
                yield Fault(file, (*here, "kind"), "`least` and `greatest` are for money and count")
            if field.least is not None and field.greatest is not None and field.least > field.greatest:
                yield Fault(file, (*here, "least"), "is greater than `greatest`")
            earlier.add(field.id)


def _privacy_faults(file: Path, here: KeyPath, field: FieldSpec) -> Iterator[Fault]:
    """What is typed, read off a card or worked out is somebody's own; what is secret is never read aloud."""
    if field.privacy is PrivacyClass.PUBLIC and not field.choices:
        yield Fault(file, (*here, "privacy"), "only a choice may be `public`: what is typed is somebody's own")
    if field.privacy is PrivacyClass.SECRET and field.choices:
        yield Fault(file, (*here, "privacy"), "choices are read aloud: they cannot be `secret`")


def _repeat_faults(file: Path, here: KeyPath, part: Section, repeat: Repeat, item: Item) -> Iterator[Fault]:
    """What is meant of one person only cannot be asked of each; and its names are nobody else's."""
    of_rules = [count_name(repeat.id), *(total_name(field.id) for field in part.fields)]
    taken = [field.id for field in item.fields] + [other.repeat.id for other in item.sections if other.repeat]
    if taken.count(repeat.id) > 1 or not set(of_rules).isdisjoint(taken):
        yield Fault(file, (*here, "repeat", "id"), f"`{repeat.id}`, `{of_rules[0]}` and `total_…` are names of its own")
    for position, field in enumerate(part.fields):
        for name in ("twice", "locked", "prefill", "same_as", "payout", "from_spots", "voice_note"):
            if getattr(field, name):
                yield Fault(file, (*here, "fields", position, name), "is for what is asked once, not of each")


def _compute_faults(file: Path, here: KeyPath, field: FieldSpec) -> Iterator[Fault]:
    if field.kind not in (*_BOUNDED, FieldKind.TEXT):
        yield Fault(file, (*here, "compute"), "what is worked out is of kind money, count or text")
    for name in ("twice", "locked", "prefill", "same_as", "payout", "least", "greatest"):
        if getattr(field, name):
            yield Fault(file, (*here, name), "is for what is asked, and this is worked out")


def _unspeakable(file: Path, item: Item) -> Iterator[Fault]:
    """Questions the voice would stumble over in elder mode: Latin letters and signs have no reading in Chinese."""
    for section, part in enumerate(item.sections):
        for position, field in enumerate(part.fields):
            here = ("sections", section, "fields", position)
            if field.spoken is None and _WRITTEN_ONLY.search(field.question.zh):
                yield Fault(file, (*here, "spoken"), f"`question` cannot be read aloud as it is written: {_SPOKEN}")
            for number, choice in enumerate(field.choices):
                if choice.spoken is None and _WRITTEN_ONLY.search(choice.label.zh):
                    yield Fault(file, (*here, "choices", number, "spoken"), f"`label` cannot be read aloud: {_SPOKEN}")


def _repeated(names: Iterable[str]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for position, name in enumerate(names):
        if name in seen:
            yield position, name
        seen.add(name)
