"""What a resident says of their own case: chosen, typed, handed over, kept. What may be said is the platform's word."""

from dataclasses import replace

from kiosk import forms
from kiosk.cases import CaseProgress, ResidentAct
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session import moves, on_done
from kiosk.session.events import Event
from kiosk.session.moves import Step
from kiosk.session.screens import CaseActs, CaseDetail, CaseWord, WordKept
from kiosk.session.states import SessionState
from kiosk.session.world import World

MOST_LENGTH = 300
"""Characters; the wire takes no more (`wire.MAX_WORD_LENGTH`), and what is longer is told by mouth."""


def machine(state: SessionState, screen: CaseWord, event: Event) -> Step:
    """The store speaks."""
    match event:
        case ev.WordFiled(message_id=message_id) if screen.saving:
            return moves.show(state, WordKept(screen.case, screen.act, message_id, screen.other_count))
        case ev.WordNotFiled(reason=reason) if screen.saving:
            return replace(state, screen=screen.refused(reason)), (do.SpeakScreen(),)
        case _:
            return moves.stay(state)


def chosen(state: SessionState, case: CaseProgress, act: ResidentAct, other_count: int, from_acts: bool) -> Step:
    """Begin to say it, if the platform would take it."""
    if act not in case.may:
        return moves.stay(state)
    return moves.show(state, CaseWord(case, act, other_count, from_acts))


def hand(state: SessionState, screen: CaseActs | CaseWord | WordKept, event: Event, world: World) -> Step:
    """A hand on one of the three screens."""
    match screen:
        case CaseActs():
            return _acts(state, screen, event)
        case CaseWord():
            return _word(state, screen, event)
        case WordKept():
            return _kept(state, screen, event, world)


def problem_of(screen: CaseWord) -> forms.Problem | None:
    """What is wrong with what is typed."""
    text = screen.text.strip()
    if screen.act is ResidentAct.CORRECT_PHONE:
        return forms.check_phone("phone", text)
    return forms.Problem("text", "word.problem.empty") if screen.act is ResidentAct.REPLY and not text else None


def _acts(state: SessionState, screen: CaseActs, event: Event) -> Step:
    match event:
        case ev.ActChosen(act=act):
            return chosen(state, screen.case, act, screen.other_count, from_acts=True)
        case ev.ReprintPressed():
            shown = replace(state, screen=CaseDetail(screen.case, screen.other_count))
            return on_done.reprint(shown, CaseDetail(screen.case, screen.other_count))
        case ev.BackPressed():
            return moves.show(state, CaseDetail(screen.case, screen.other_count))
        case _:
            return moves.stay(state)


def _word(state: SessionState, screen: CaseWord, event: Event) -> Step:
    match event:
        case ev.WordTyped(text=text) if not screen.saving:
            typed = replace(screen, text=text[:MOST_LENGTH], not_saved="")
            return moves.stay(replace(state, screen=typed))
        case ev.SubmitPressed() | ev.RetryPressed() if not screen.saving:
            return _handed_over(state, screen)
        case ev.BackPressed() if not screen.saving:
            back = CaseActs if screen.from_acts else CaseDetail
            return moves.show(state, back(screen.case, screen.other_count))
        case _:
            return moves.stay(state)


def _handed_over(state: SessionState, screen: CaseWord) -> Step:
    assert state.person is not None
    if problem_of(screen) is not None:
        return replace(state, screen=replace(screen, show_problem=True)), moves.told_wrong(state)
    filed = do.FileWord(state.session_serial, screen.case.case_id, screen.act, screen.text.strip(), state.person)
    return replace(state, screen=screen.begun()), (filed,)


def _kept(state: SessionState, screen: WordKept, event: Event, world: World) -> Step:
    match event:
        case ev.FinishPressed():
            return moves.end_session(state, moves.outcome_of(screen), world)
        case ev.AnotherPressed():
            return moves.find_cases(state)
        case ev.BackPressed():
            return moves.go_home(state)
        case _:
            return moves.stay(state)
