"""Asking a person themselves: that another acts for them, or that a serious matter is their own will (49). Pure.

yes ─► on, and when they said so goes with the case        no, or not yet ─► NotToday: all is dropped
                                                           ask ─► somebody of the staff comes, without a sound
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.catalogue.acting import asks_themselves
from kiosk.session import begin, moves, on_help
from kiosk.session import events as ev
from kiosk.session.events import Event, Wish
from kiosk.session.moves import Step
from kiosk.session.screens import ActFor, Form, NotToday, OwnWish, Review, WishAbout
from kiosk.session.states import SessionState
from kiosk.session.world import World

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import Item


def before_review(state: SessionState, item: Item, world: World) -> Review | OwnWish:
    """Where all is looked over; before that, of a serious matter that others have a hand in, the elder is asked."""
    return OwnWish(item.id, WishAbout.MATTER) if is_due(state, item, world) else Review()


def is_due(state: SessionState, item: Item, world: World) -> bool:
    """A serious matter, others have a hand in it, and the person has not said yes to what is filled in now."""
    if state.draft is None or state.person is None or (state.acting is None and state.helper is None):
        return False
    age = state.person.age_years(world.today)
    return age is not None and asks_themselves(item, age) and state.draft.own_wish_at is None


def hand(state: SessionState, screen: OwnWish | NotToday, event: Event, world: World) -> Step:
    """The person's own hand."""
    match screen, event:
        case NotToday(), ev.FinishPressed():
            return moves.end_session(state, "abandoned", world)
        case NotToday(), ev.BackPressed():
            return moves.go_home(state)
        case OwnWish(), ev.WishSaid(wish=Wish.YES):
            return _yes(state, screen, world)
        case OwnWish(), ev.WishSaid(wish=Wish.NO):
            return moves.let_go(state, NotToday())
        case OwnWish(), ev.WishSaid(wish=Wish.ASK):
            return on_help.called(state, world, quiet=True)
        case OwnWish(), ev.BackPressed():
            return _back(state, screen)
        case _:
            return moves.stay(state)


def _yes(state: SessionState, screen: OwnWish, world: World) -> Step:
    if screen.about is WishAbout.MATTER:
        assert state.draft is not None
        return moves.show(replace(state, draft=replace(state.draft, own_wish_at=world.now)), Review())
    assert state.acting is not None
    assert state.person is not None
    agreed = replace(state, acting=state.acting.agreed(world.now))
    return begin.begun(agreed, screen.item_id, state.person, world)


def _back(state: SessionState, screen: OwnWish) -> Step:
    """To what was asked before; who is known stays known until the way forward, or home."""
    acting = state.acting
    if screen.about is WishAbout.MATTER or acting is None:
        return moves.show(state, Form())
    again = ActFor(
        screen.item_id, agent=acting.agent, absent=state.person, relations=(acting.relation,), relation=acting.relation,
        grounds=(acting.ground,), ground=acting.ground,
    )  # fmt: skip
    return moves.show(replace(state, acting=None, person=None), again)
