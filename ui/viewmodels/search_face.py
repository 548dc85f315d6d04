"""What 找一找 shows as plain values: what was typed, and what it may mean. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.session.screens import Search
from kiosk.session.snapshot import Snapshot
from ui.viewmodels.context import ViewContext

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import Item


@dataclass(frozen=True, slots=True)
class HitRow:
    """One item that was found."""

    entry_id: str
    icon: str
    tone: str
    title: str
    match_start: int
    match_end: int
    line: str
    letters: str


@dataclass(frozen=True, slots=True)
class SearchFace:
    """Exactly what the search shows."""

    query: str = ""
    count_text: str = ""
    nothing: str = ""
    hits: tuple[HitRow, ...] = ()


def search_face(snapshot: Snapshot, context: ViewContext) -> SearchFace:
    """The search at one moment; before anything is typed there is everything, in the order of the home screen."""
    screen, texts = snapshot.state.screen, context.texts
    if not isinstance(screen, Search):
        return SearchFace()
    if not screen.query.strip():
        rows = tuple(_row(item, (0, 0), "", context) for item in _everything(context))
        return SearchFace("", texts("search.all", count=len(rows)), "", rows)
    from kiosk.catalogue import found

    chinese = not texts.locale.startswith("en")
    rows = tuple(
        _row(hit.item, hit.matched if chinese else (0, 0), hit.letters, context)
        for hit in found(context.catalogue, screen.query)
    )
    return SearchFace(
        screen.query, texts("search.found", count=len(rows)), "" if rows else texts("search.none"), rows
    )  # fmt: skip


def _everything(context: ViewContext) -> list[Item]:
    catalogue = context.catalogue
    categories = (category for group in catalogue.groups for category in catalogue.categories(group.id))
    return [item for category in categories for item in catalogue.entries(category.id)]


def _row(item: Item, matched: tuple[int, int], letters: str, context: ViewContext) -> HitRow:
    locale, catalogue = context.texts.locale, context.catalogue
    category = catalogue.category(item.category)
    tone = next(group.tone.value for group in catalogue.groups if group.id == category.group)
    return HitRow(
        item.id, category.icon, tone, item.title.text(locale), matched[0], matched[1],
        f"{category.title.text(locale)} · {item.summary.text(locale)}", " ".join(letters.upper()),
    )  # fmt: skip
