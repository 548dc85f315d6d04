"""A category's list and an entry's guide as plain values: who, what to bring, how long, where. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.session.availability import (
    is_filed_here,
    is_without_printer,
    material_off,
    may_be_typed,
    reason_off,
    slip_off,
)
from kiosk.session.screens import Category, Information, PrintState
from kiosk.session.snapshot import Snapshot
from kiosk.texts import Texts
from ui.viewmodels.context import ViewContext

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import Item, Material, Window


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of a category."""

    entry_id: str
    title: str
    summary: str
    pill: str
    """可先存, where the item can be filed without a network."""
    off_reason: str


@dataclass(frozen=True, slots=True)
class CategoryFace:
    """Exactly what the category screen shows."""

    title: str = ""
    help: str = ""
    icon: str = ""
    tone: str = "care"
    spine: str = ""
    entries: tuple[EntryRow, ...] = ()


@dataclass(frozen=True, slots=True)
class FactRow:
    """One cell of the guide's grid."""

    icon: str
    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """One thing to bring, and what this machine can do with it."""

    icon: str
    name: str
    note: str
    pill: str
    pill_kind: str
    pill_icon: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place where people do the same thing."""

    name: str
    detail: str
    phone: str


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """A number for the worst case, shown large."""

    number: str


@dataclass(frozen=True, slots=True)
class ParagraphRow:
    """A titled paragraph."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class InformationFace:
    """Exactly what the guide shows."""

    title: str = ""
    summary: str = ""
    facts: tuple[FactRow, ...] = ()
    paragraphs: tuple[ParagraphRow, ...] = ()
    materials_title: str = ""
    materials: tuple[MaterialRow, ...] = ()
    places_title: str = ""
    places: tuple[PlaceRow, ...] = ()
    urgent_phones: tuple[PhoneRow, ...] = ()
    basis: str = ""
    is_filed_here: bool = False
    off_reason: str = ""
    act_for_text: str = ""
    """替家里人办; empty where the item is not done for another."""
    print_text: str = ""
    """打印指南, or how that went; empty where nothing is printed."""
    print_off: str = ""
    """Why not now, or not again."""
    is_printing: bool = False
    hint: str = ""
    """Where it can be done meanwhile, while this machine cannot begin it; or that it can, and no slip will come out."""


def category_face(snapshot: Snapshot, context: ViewContext) -> CategoryFace:
    """The category on the screen; empty when another screen is shown."""
    screen = snapshot.state.screen
    if not isinstance(screen, Category):
        return CategoryFace()
    texts, catalogue = context.texts, context.catalogue
    category = catalogue.category(screen.category_id)
    group = next(group for group in catalogue.groups if group.id == category.group)
    entries = tuple(_entry(item, snapshot, context) for item in catalogue.entries(category.id))
    filed = any(is_filed_here(item) for item in catalogue.entries(category.id))
    return CategoryFace(
        title=category.title.text(texts.locale),
        help=_category_help(filed, snapshot, context),
        icon=category.icon,
        tone=group.tone.value,
        spine=texts("category.spine" if filed else "category.spine_inform"),
        entries=entries,
    )


def _category_help(filed: bool, snapshot: Snapshot, context: ViewContext) -> str:
    """While nothing can be begun here, where it can."""
    if filed and snapshot.state.filing_off:
        return context.texts("guide.off_ways", phone=context.place.help_phone)
    return context.texts("category.hint" if filed else "category.hint_inform")


def _entry(item: Item, snapshot: Snapshot, context: ViewContext) -> EntryRow:
    texts = context.texts
    filed = is_filed_here(item)
    off = reason_off(item, snapshot.state, snapshot.machines) if filed else ""
    return EntryRow(
        entry_id=item.id,
        title=item.title.text(texts.locale),
        summary=item.summary.text(texts.locale),
        pill=texts("category.pill.offline") if filed and not off else "",
        off_reason=texts(f"guide.off.{off}") if off else "",
    )


def information_face(snapshot: Snapshot, context: ViewContext) -> InformationFace:
    """The guide on the screen; empty when another screen is shown."""
    screen = snapshot.state.screen
    if not isinstance(screen, Information):
        return InformationFace()
    texts, locale, item = context.texts, context.texts.locale, context.catalogue.item(screen.entry_id)
    filed = is_filed_here(item)
    off = reason_off(item, snapshot.state, snapshot.machines) if filed else ""
    return InformationFace(
        title=item.title.text(locale),
        summary=item.summary.text(locale),
        facts=_facts(item, context),
        paragraphs=tuple(ParagraphRow(each.title.text(locale), each.text.text(locale)) for each in item.facts),
        materials_title=texts("guide.bring") if item.own_materials else "",
        materials=tuple(_material(each, item, snapshot, context) for each in item.own_materials),
        places_title=texts("guide.places" if filed else "guide.places_inform"),
        places=tuple(_place(each, context) for each in item.places),
        urgent_phones=tuple(PhoneRow(each) for each in item.urgent_phones),
        basis=item.notice.part("basis", texts) if item.notice else "",
        is_filed_here=filed,
        off_reason=texts(f"guide.off.{off}") if off else "",
        act_for_text=texts("guide.act_for") if filed and item.proxy is not None else "",
        print_text=_print_text(screen, snapshot, texts),
        print_off=_print_off(screen, snapshot, texts),
        is_printing=screen.printing is PrintState.PRINTING,
        hint=_hint(filed, off, snapshot, context),
    )


def _print_text(screen: Information, snapshot: Snapshot, texts: Texts) -> str:
    if is_without_printer(snapshot.machines):
        return ""
    return texts("guide.print.again" if screen.printing is PrintState.NOT_STARTED else "guide.print")


def _print_off(screen: Information, snapshot: Snapshot, texts: Texts) -> str:
    if screen.printing is PrintState.PRINTED:
        return texts("guide.print.done")
    off = "" if screen.printing is PrintState.PRINTING else slip_off(snapshot.machines)
    return texts(f"guide.print.off.{off}") if off else ""


def _hint(filed: bool, off: str, snapshot: Snapshot, context: ViewContext) -> str:
    if off in _ELSEWHERE or (off and snapshot.state.filing_off):
        return context.texts("guide.off_ways", phone=context.place.help_phone)
    no_slip = slip_off(snapshot.machines) if filed and not off else ""
    return context.texts(f"guide.slip.{no_slip}") if no_slip else ""


def _facts(item: Item, context: ViewContext) -> tuple[FactRow, ...]:
    texts, locale = context.texts, context.texts.locale
    department = texts("guide.department" if is_filed_here(item) else "guide.department_inform")
    rows = (
        FactRow("user", texts("guide.who"), item.who.text(locale), ""),
        FactRow("clock", texts("guide.duration"), item.how_long(texts), _how_sure(item, context)),
        FactRow("bill-pay", texts("guide.fee"), item.fee.text(locale), ""),
        FactRow("department", department, item.department.text(locale), ""),
    )
    return tuple(row for row in rows if row.value)


def _how_sure(item: Item, context: ViewContext) -> str:
    texts = context.texts
    return texts("guide.fill_minutes", count=item.fill_minutes) if item.fill_minutes else ""


_ELSEWHERE = frozenset({"reader_gone", "offline"})
"""What is no matter of the item itself: another machine can do it."""

_PILLS = {
    "read": ("ok", "check-circle"),
    "photo": ("info", "camera"),
    "typed": ("info", "keyboard"),
    "bring": ("none", "document"),
}


def _material(material: Material, item: Item, snapshot: Snapshot, context: ViewContext) -> MaterialRow:
    """What this machine cannot read or photograph now says so, and the other way: typed, or taken to the window."""
    texts, locale = context.texts, context.texts.locale
    off = material_off(material, snapshot.machines)
    source = ("typed" if material.source == "read" and may_be_typed(item) else "bring") if off else material.source
    kind, icon = _PILLS[source]
    notes = (material.note.text(locale) if material.note else "", texts(f"guide.off_{material.source}") if off else "")
    return MaterialRow(
        material.icon, material.name.text(locale), "\n".join(filter(None, notes)), texts(f"guide.pill.{source}"), kind,
        icon,
    )  # fmt: skip


def _place(place: Window, context: ViewContext) -> PlaceRow:
    locale = context.texts.locale
    parts = [place.hours.text(locale)] + ([place.address.text(locale)] if place.address else [])
    return PlaceRow(place.name.text(locale), "  ".join(parts), place.phone)
