"""Coming back to a form that was kept: go on with it, or begin anew."""

from dataclasses import replace

from kiosk.session import begin, moves, on_answers, on_identify
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.events import Event
from kiosk.session.kept import without
from kiosk.session.moves import Step
from kiosk.session.screens import Identify, Information, Resume
from kiosk.session.states import SessionState
from kiosk.session.world import World


def looked(state: SessionState, event: ev.KeptLooked, world: World) -> Step:
    """Whoever was called away is asked whether they go on; everybody else begins, and learns of nothing.

    Questions that have changed meanwhile are asked anew, and why is said.
    """
    screen, found = state.screen, event.found
    if not isinstance(screen, Identify) or event.read_serial != state.read_serial:
        return moves.stay(state)
    said = do.Speak("card_read")
    if found is None:
        return on_identify.known(state, screen.purpose, screen.item_id, event.person, world, said)
    catalogue, draft = world.catalogue, found.draft
    if not catalogue.has(draft.item_id) or catalogue.item(draft.item_id).version != draft.item_version:
        outdated = replace(state, kept=without(state.kept, found.name))
        why = do.Speak("kept_outdated")
        return on_identify.known(outdated, screen.purpose, screen.item_id, event.person, world, said, why)
    assert screen.item_id is not None
    known = replace(state, person=event.person, touched_s=world.now_s)
    return moves.show(known, Resume(screen.item_id, found), said)


def hand(state: SessionState, screen: Resume, event: Event, world: World) -> Step:
    """Either answer takes the form out of what is kept; going away leaves it there until its time is over."""
    assert state.person is not None
    taken = replace(state, kept=without(state.kept, screen.found.name))
    match event:
        case ev.ResumePressed():
            draft = screen.found.draft
            resumed = replace(taken, draft=draft)
            return moves.show(resumed, on_answers.first_open(resumed, world.catalogue.item(draft.item_id)))
        case ev.BeginAnewPressed() if state.filing_off is not None:
            return moves.show(replace(taken, person=None, understood_at=None), Information(screen.item_id))
        case ev.BeginAnewPressed():
            return begin.begun(taken, screen.item_id, state.person, world)
        case ev.BackPressed():
            return moves.go_home(state)
        case _:
            return moves.stay(state)
