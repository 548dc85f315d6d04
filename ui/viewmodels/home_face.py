"""The home screen as plain values: what the catalogue offers, by group; in elder mode six numbered choices. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.session.availability import reader_gone
from kiosk.session.snapshot import Snapshot
from kiosk.texts.format import greeting
from ui.viewmodels.context import ViewContext

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import Catalogue, Category, Group, Lead

LARGEST_LEAD_COUNT = 6


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One spine."""

    group_id: str
    title: str
    tone: str


@dataclass(frozen=True, slots=True)
class TileRow:
    """One category."""

    group_id: str
    category_id: str
    title: str
    examples: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class LeadRow:
    """One numbered choice of the elder home."""

    number: int
    number_text: str
    title: str
    icon: str
    tone: str
    off_reason: str = ""


@dataclass(frozen=True, slots=True)
class HomeFace:
    """Exactly what the home screen shows of its own."""

    greeting: str = ""
    groups: tuple[GroupRow, ...] = ()
    tiles: tuple[TileRow, ...] = ()
    leads: tuple[LeadRow, ...] = ()
    progress_off: str = ""
    """Why nobody can see their cases here now, and where else; empty when they can."""


def home_face(snapshot: Snapshot, context: ViewContext) -> HomeFace:
    """The home screen at one moment; a category without entries is not shown."""
    texts, catalogue = context.texts, context.catalogue
    return HomeFace(
        greeting=texts("home.hello", greeting=greeting(snapshot.now, texts)),
        groups=tuple(
            GroupRow(each.id, each.title.text(texts.locale), each.tone.value)
            for each in catalogue.groups
            if filled_categories(catalogue, each)
        ),
        tiles=tuple(
            _tile(group, category, texts.locale)
            for group in catalogue.groups
            for category in filled_categories(catalogue, group)
        ),
        leads=tuple(
            _lead(number, lead, _progress_off(snapshot, context), context)
            for number, lead in enumerate(catalogue.elder_home, start=1)
        ),
        progress_off=_progress_off(snapshot, context),
    )


def _progress_off(snapshot: Snapshot, context: ViewContext) -> str:
    """Whose cases they are, the card says and nothing else."""
    gone = reader_gone(snapshot.state, snapshot.machines)
    return context.texts("home.progress.off") if gone else ""


def filled_categories(catalogue: Catalogue, group: Group) -> tuple[Category, ...]:
    """The categories of a group that have at least one entry."""
    return tuple(category for category in catalogue.categories(group.id) if catalogue.entries(category.id))


def _tile(group: Group, category: Category, locale: str) -> TileRow:
    return TileRow(
        group.id, category.id, category.title.text(locale), category.examples.text(locale), category.icon,
        group.tone.value,
    )  # fmt: skip


def _lead(number: int, lead: Lead, progress_off: str, context: ViewContext) -> LeadRow:
    texts = context.texts
    return LeadRow(
        number, texts(f"number.{number}"), lead.title.text(texts.locale), lead.icon, lead.tone.value,
        progress_off if lead.to == "progress" else "",
    )  # fmt: skip
