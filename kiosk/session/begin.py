"""A form begins for somebody who is known: with what the card says, or with why they cannot have this item. Pure."""

from dataclasses import replace

from kiosk import forms
from kiosk.core.person import Person
from kiosk.session import effects as do
from kiosk.session import moves
from kiosk.session.drafts import Draft
from kiosk.session.moves import Step
from kiosk.session.screens import Form, NotEligible
from kiosk.session.states import SessionState
from kiosk.session.world import World


def begun(state: SessionState, item_id: str, person: Person, world: World, *more: do.Effect) -> Step:
    """The form, with nothing filled in but what the card says."""
    item = world.catalogue.item(item_id)
    reason = forms.not_eligible(item, person, world.today)
    if reason is not None:
        return moves.show(state, NotEligible(item_id, reason), *more)
    answers = forms.prefill(item, person) | forms.known(person, world.today)
    draft = Draft(world.new_case_id, item_id, item.version, state.understood_at or world.now, answers=answers)
    return moves.show(replace(state, draft=draft), Form(), *more)
