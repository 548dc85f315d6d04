"""Names to point at, as plain values: where one is, the letters they begin with, the names. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.catalogue.areas import OWN_LETTER, PROVINCE, Area, Areas
from kiosk.session.screens import SPOTS, PickPlace
from kiosk.session.snapshot import Snapshot
from ui.viewmodels.context import ViewContext

LETTERS_FROM_COUNT = 12
"""Fewer names than this are found without a letter."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One name: an area by its code, or a place of this community by its position."""

    code: str
    spot: int
    name: str
    is_here: bool
    """This machine stands in it."""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter that names begin with."""

    letter: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PlacesFace:
    """Exactly what the screen shows."""

    title: str = ""
    path: str = ""
    places: tuple[PlaceRow, ...] = ()
    letters: tuple[LetterRow, ...] = ()
    wider_text: str = ""
    """Leads to what lies round it; empty at the province."""


def places_face(snapshot: Snapshot, context: ViewContext) -> PlacesFace:
    """The names at one moment; empty when another screen is shown."""
    screen, texts = snapshot.state.screen, context.texts
    if not isinstance(screen, PickPlace):
        return PlacesFace()
    areas = context.catalogue.areas
    title = texts(f"places.title.{len(screen.within)}")
    if screen.within == SPOTS:
        spots = tuple(PlaceRow("", n, spot.text(texts.locale), False) for n, spot in enumerate(areas.spots))
        return PlacesFace(title, _path(areas, areas.here), spots, wider_text=texts("places.wider.spots"))
    found = areas.below(screen.within)
    shown = [area for area in found if screen.initial in ("", area.initial)]
    return PlacesFace(
        title,
        _path(areas, screen.within),
        tuple(PlaceRow(area.code, -1, area.name, areas.here.startswith(area.code)) for area in shown),
        _letters(found, screen.initial),
        "" if screen.within == PROVINCE else texts("places.wider", place=_name(areas, screen.within)),
    )


def _path(areas: Areas, code: str) -> str:
    return " \u203a ".join(area.name for area in areas.path(code))


def _name(areas: Areas, code: str) -> str:
    return next((area.name for area in reversed(areas.path(code))), "")


def _letters(found: tuple[Area, ...], chosen: str) -> tuple[LetterRow, ...]:
    if len(found) < LETTERS_FROM_COUNT:
        return ()
    letters = sorted({area.initial for area in found} - {OWN_LETTER})
    return tuple(LetterRow(letter.upper(), letter == chosen) for letter in letters)
