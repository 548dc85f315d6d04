"""Acting for another: from the guide to the other person's form, with both cards, relation and ground. Pure.

Information ─► Notice ─► ActFor (own card ─► lifted ─► the other's ─► relation ─► ground) ─┬► OwnWish ─► Form
                                                                                          └────────────► Form
What of this is allowed is the item's (`kiosk.catalogue.acting`). No form that is kept for the other's card is opened:
it was not filled in for whoever stands here.
"""

from __future__ import annotations

from dataclasses import replace

from devices.contracts.card_reader import CardMedia
from kiosk import forms
from kiosk.catalogue.acting import grounds_for, relations_for
from kiosk.catalogue.kinds import Ground, Relation
from kiosk.core.person import Person
from kiosk.session import begin, moves
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.acting import Acting
from kiosk.session.events import Event
from kiosk.session.moves import Step
from kiosk.session.screens import ActFor, NotEligible, Notice, OwnWish, Purpose, WishAbout
from kiosk.session.states import Mode, SessionState
from kiosk.session.troubles import ActTrouble, ReadTrouble
from kiosk.session.world import World


def asks_one_by_one(state: SessionState) -> bool:
    """One question a screen: where letters are large, or everything is within low reach."""
    return state.mode is not Mode.STANDARD or state.low_reach


def card_read(state: SessionState, screen: ActFor, person: Person, world: World) -> Step:
    """The first card is whose hand this is, the second whom it is for."""
    touched = replace(state, touched_s=world.now_s)
    if screen.agent is None:
        return _next_card(touched, replace(screen, agent=person, trouble=None, wrong=None))
    item = world.catalogue.item(screen.item_id)
    if person.id_number == screen.agent.id_number:
        return _wrong(touched, screen, ActTrouble.SAME_PERSON)
    relations = relations_for(item, person.age_years(world.today) or 0)
    if not relations:
        return _wrong(touched, screen, ActTrouble.NOT_FOR_THEM)
    reason = forms.not_eligible(item, person, world.today)
    if reason is not None:
        return moves.show(touched, NotEligible(item.id, reason), do.StopReading())
    read = replace(screen, absent=person, reading=False, trouble=None, wrong=None, relations=relations)
    return replace(touched, screen=read), (do.StopSpeaking(), do.Speak("card_read"), do.SpeakScreen())


def _next_card(state: SessionState, screen: ActFor) -> Step:
    """The first one is taken away before the other is asked for: it would be read again."""
    told = (do.StopSpeaking(), do.Speak("card_read"))
    if state.card is CardMedia.PRESENT:
        lying = replace(screen, reading=False, trouble=ReadTrouble.LEFT_LYING)
        return replace(state, screen=lying), (*told, do.SpeakScreen())
    listening, effects = moves.read_again(state, screen)
    return listening, (*told, *effects, do.SpeakScreen())


def _wrong(state: SessionState, screen: ActFor, wrong: ActTrouble) -> Step:
    told = replace(screen, reading=False, trouble=None, wrong=wrong)
    return replace(state, screen=told), (do.at_once(f"acting_{wrong.value}"),)


def hand(state: SessionState, screen: ActFor, event: Event, world: World) -> Step:
    """A hand on the page."""
    match event:
        case ev.RelationChosen(relation=relation) if relation in screen.relations:
            return _chosen(state, screen, relation, world)
        case ev.GroundChosen(ground=ground) if ground in screen.grounds:
            return moves.stay(replace(state, screen=replace(screen, ground=ground)))
        case ev.NextPressed() if screen.is_whole:
            return _begun(state, screen, world)
        case ev.BackPressed() if asks_one_by_one(state) and screen.relation is not None:
            return moves.show(state, replace(screen, relation=None, grounds=(), ground=None))
        case ev.BackPressed():
            return moves.show(state, Notice(Purpose.ACT_FOR, screen.item_id), do.StopReading())
        case _:
            return moves.stay(state)


def _chosen(state: SessionState, screen: ActFor, relation: Relation, world: World) -> Step:
    assert screen.absent is not None
    item = world.catalogue.item(screen.item_id)
    grounds = grounds_for(item, screen.absent.age_years(world.today) or 0, relation)
    kept = screen.ground if screen.ground in grounds else None
    after = replace(screen, relation=relation, grounds=grounds, ground=kept)
    return moves.show(state, after) if asks_one_by_one(state) else moves.stay(replace(state, screen=after))


def _begun(state: SessionState, screen: ActFor, world: World) -> Step:
    """Who is here is asked alone; for who is not, the form begins, and the case says on what."""
    assert screen.agent is not None
    assert screen.absent is not None
    assert screen.relation is not None
    assert screen.ground is not None
    acting = Acting(screen.agent, screen.relation, screen.ground)
    known = replace(state, acting=acting, person=screen.absent)
    if screen.ground is Ground.PRESENT:
        return moves.show(known, OwnWish(screen.item_id, WishAbout.ACTING))
    return begin.begun(known, screen.item_id, screen.absent, world)
