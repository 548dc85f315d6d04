"""Of the way from the home screen to an item's guide."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CategoryChosen:
    category_id: str


@dataclass(frozen=True, slots=True)
class SearchOpened:
    """找一找."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What is typed there now."""

    query: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EntryChosen:
    """An item or an information entry."""

    entry_id: str


@dataclass(frozen=True, slots=True)
class ApplyPressed:
    """办这件事, on an item's guide."""

    item_id: str


@dataclass(frozen=True, slots=True)
class ProgressPressed:
    """办件进度查询."""


@dataclass(frozen=True, slots=True)
class GuidePrintPressed:
    """打印指南."""


@dataclass(frozen=True, slots=True)
class GuidePrintEnded:
    """What became of a guide's paper."""

    session_serial: int
    entry_id: str
    printed: bool


BrowseEvent = (
    CategoryChosen | SearchOpened | Searched | EntryChosen | ApplyPressed | ProgressPressed | GuidePrintPressed
    | GuidePrintEnded
)  # fmt: skip
