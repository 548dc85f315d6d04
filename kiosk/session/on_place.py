"""Pointing at where it is: the community's own places, or area after area, and back to the form. Pure.

form ─► places of this community ─► the form, the address begun with it
              │ not in here
              ▼
        villages of this town ◄─► towns ◄─► counties ◄─► cities
"""

from dataclasses import replace

from kiosk import forms
from kiosk.catalogue.areas import LENGTHS, PROVINCE, Areas
from kiosk.catalogue.kinds import FieldKind
from kiosk.session import events as ev
from kiosk.session.drafts import Draft
from kiosk.session.events import Event
from kiosk.session.moves import Step, show, stay
from kiosk.session.screens import SPOTS, Form, PickPlace
from kiosk.session.states import SessionState
from kiosk.session.world import World

TOWN, VILLAGE = LENGTHS[3], LENGTHS[4]


def opened(state: SessionState, form: Form, draft: Draft, answer_id: str, world: World) -> Step:
    """The places of this community, where the question is of such; else the villages round here."""
    item, areas = world.catalogue.item(draft.item_id), world.catalogue.areas
    field = next((each for each in item.fields if each.id == answer_id), None)
    if field is None or field.kind is not FieldKind.ADDRESS or not areas.here:
        return stay(state)
    within = SPOTS if field.from_spots and areas.spots else areas.here[:TOWN]
    return show(state, PickPlace(form, answer_id, within))


def hand(state: SessionState, screen: PickPlace, draft: Draft, event: Event, world: World) -> Step:
    """A hand on the names."""
    areas = world.catalogue.areas
    match event:
        case ev.PlaceChosen(spot=int(spot)) if screen.within == SPOTS and spot < len(areas.spots):
            return _pointed(state, screen, draft, areas.here, areas, areas.spots[spot].zh)
        case ev.PlaceChosen(code=code) if any(area.code == code for area in areas.below(screen.within or "-")):
            if len(code) == VILLAGE or not areas.below(code):
                return _pointed(state, screen, draft, code, areas)
            return show(state, replace(screen, within=code, initial=""))
        case ev.InitialChosen(letter=letter):
            return stay(replace(state, screen=replace(screen, initial="" if letter == screen.initial else letter)))
        case ev.PlaceChosen(code="", spot=None) if screen.within != PROVINCE:
            return show(state, replace(screen, within=wider(screen.within, areas), initial=""))
        case ev.BackPressed():
            return show(state, replace(screen.form, typing=screen.answer_id))
        case _:
            return stay(state)


def wider(within: str, areas: Areas) -> str:
    """The area round the one whose parts are shown."""
    if within == SPOTS:
        return areas.here[:TOWN]
    return within[: LENGTHS[LENGTHS.index(len(within)) - 1]]


def _pointed(state: SessionState, screen: PickPlace, draft: Draft, code: str, areas: Areas, spot: str = "") -> Step:
    answers = forms.pointing(draft.answers, screen.answer_id, code, areas.full_name(code), spot)
    after = replace(state, draft=replace(draft.unsigned(), answers=answers))
    return show(after, replace(screen.form, typing=screen.answer_id))
