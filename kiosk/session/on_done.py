"""After the commit: what is true of the case, its slip, and the rating; and the slip of a case filed before."""

from dataclasses import replace

from devices.contracts.printer import NotStarted, Partial, Printed, PrintResult
from kiosk.core.ids import CaseId
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session import moves
from kiosk.session.events import Event
from kiosk.session.moves import Step
from kiosk.session.screens import (
    PRINT_UNDER_WAY,
    CaseDetail,
    Delivery,
    Done,
    NotSaved,
    PrintState,
    Rate,
    Reprint,
    Saving,
    Supplied,
    WordKept,
)
from kiosk.session.states import Mode, SessionState
from kiosk.session.world import HOLD_SLIP_S, World

Slipped = Done | Reprint
"""A screen whose case has a slip on its way."""


def machine(state: SessionState, event: Event, world: World) -> Step:
    """The store or the printer speaks."""
    screen = state.screen
    match event:
        case ev.CaseFiled() if isinstance(screen, Saving | NotSaved):
            return _filed(replace(state, touched_s=world.now_s), event, world)
        case ev.CaseNotFiled(case_id=case_id, reason=reason) if isinstance(screen, Saving) and _drafted(state, case_id):
            return moves.show(replace(state, touched_s=world.now_s), NotSaved(reason))
        case ev.SlipSigned(case_id=case_id, code=code) if isinstance(screen, CaseDetail) and _told(screen, case_id):
            return start_printing(state, Reprint(screen.case, code, screen.other_count))
        case ev.PrintWaits(case_id=case_id, state=waits) if isinstance(screen, Slipped) and screen.case_id == case_id:
            if screen.printing not in PRINT_UNDER_WAY:
                return moves.stay(state)
            told = () if waits is screen.printing else (do.SpeakScreen(), do.Speak(f"print_{waits.value}"))
            return replace(state, screen=replace(screen, printing=waits)), told
        case ev.PrintEnded(case_id=case_id, result=result) if isinstance(screen, Slipped) and screen.case_id == case_id:
            return _print_ended(replace(state, touched_s=world.now_s), screen, result)
        case _:
            return moves.stay(state)


def _drafted(state: SessionState, case_id: str) -> bool:
    return state.draft is not None and state.draft.case_id == case_id


def _told(screen: CaseDetail, case_id: str) -> bool:
    return screen.case.case_id == case_id


def _filed(state: SessionState, event: ev.CaseFiled, world: World) -> Step:
    if state.draft is None or not _drafted(state, event.case_id):
        return moves.stay(state)
    done = Done(
        event.case_id, event.number, state.draft.item_id, event.filed_at,
        code=event.code, hold_until_s=world.now_s + HOLD_SLIP_S,
    )  # fmt: skip
    filed = replace(state, screen=done)
    return (filed, (do.SpeakScreen(),)) if state.online else start_printing(filed, done)


def delivery_changed(state: SessionState, event: ev.DeliveryChanged) -> Step:
    """The outbox knows more about one message; a slip that was held for it is printed now."""
    screen, delivery = state.screen, event.delivery
    if not isinstance(screen, Done | Rate | Supplied | WordKept) or _message_id(screen) != event.message_id:
        return moves.stay(state)
    if delivery is screen.delivery or screen.delivery is Delivery.ACKNOWLEDGED:
        return moves.stay(state)
    told = replace(screen, delivery=delivery)
    match told:
        case Done(printing=PrintState.HELD, delivery=Delivery.ACKNOWLEDGED):
            return start_printing(state, told)
        case Done() | Supplied() | WordKept():
            return replace(state, screen=told), (do.SpeakScreen(),)
        case Rate():
            return moves.stay(replace(state, screen=told))


def _message_id(screen: Done | Rate | Supplied | WordKept) -> str:
    return screen.message_id if isinstance(screen, Supplied | WordKept) else screen.case_id


def reprint(state: SessionState, screen: CaseDetail) -> Step:
    """Begin to print the slip of a case the platform told of: its number, signed by this machine."""
    case = screen.case
    return state, (do.StopSpeaking(), do.SignSlip(CaseId(case.case_id), case.number, case.filed_at))


def start_printing(state: SessionState, screen: Slipped) -> Step:
    """Print the slip that is true now."""
    assert state.person is not None
    printing = replace(screen, printing=PrintState.PRINTING, shows_code=False, copy_count=screen.copy_count + 1)
    slip = do.PrintReceipt(
        screen.case_id, state.person, screen.item_id, screen.number, screen.filed_at, screen.code, state.mode,
        delivered=screen.delivery is Delivery.ACKNOWLEDGED, copy_count=printing.copy_count,
        progress=screen.case if isinstance(screen, Reprint) else None,
        acting=state.acting, helper=state.helper,
    )  # fmt: skip
    return replace(state, screen=printing), (slip, do.SpeakScreen())


def print_lost(state: SessionState, screen: Slipped) -> Step:
    """Nobody will say any more what became of the slip."""
    lost = replace(screen, printing=PrintState.UNKNOWN, print_reason="", stopping=False)
    return replace(state, screen=lost), (do.StopPrinting(), do.SpeakScreen())


def hand(state: SessionState, screen: Slipped | Rate, event: Event, world: World) -> Step:
    """A hand on the last two screens, or on a copy's."""
    match screen:
        case Rate():
            return _rate(state, screen, event, world)
        case Done():
            return _done(state, screen, event)
        case Reprint():
            return _reprint(state, screen, event, world)


def _done(state: SessionState, screen: Done, event: Event) -> Step:
    match event:
        case ev.FinishPressed():
            return moves.show(state, Rate(screen.case_id, screen.item_id, delivery=screen.delivery))
        case ev.AnotherPressed() | ev.BackPressed():
            return moves.go_home(state)
        case _:
            return _slip(state, screen, event)


def _reprint(state: SessionState, screen: Reprint, event: Event, world: World) -> Step:
    match event:
        case ev.FinishPressed():
            return moves.end_session(state, moves.outcome_of(screen), world)
        case ev.BackPressed() if not screen.stopping:  # its end must not be taken for the next copy's
            return moves.show(state, CaseDetail(screen.case, screen.other_count))
        case _:
            return _slip(state, screen, event)


def _slip(state: SessionState, screen: Slipped, event: Event) -> Step:
    match event:
        case ev.PrintPressed() if screen.printing not in PRINT_UNDER_WAY and not screen.stopping:
            return start_printing(state, screen)
        case ev.ReceiptDeclined() if screen.printing is not PrintState.PRINTED:
            return _declined(state, screen)
        case ev.ShowCodePressed():
            shown = replace(screen, shows_code=True)
            under_way = screen.printing in PRINT_UNDER_WAY
            return _declined(state, shown) if under_way else moves.stay(replace(state, screen=shown))
        case _:
            return moves.stay(state)


def _declined(state: SessionState, screen: Slipped) -> Step:
    sent = screen.printing in PRINT_UNDER_WAY and screen.printing is not PrintState.HELD
    declined = replace(screen, printing=PrintState.DECLINED, stopping=screen.stopping or sent)
    return replace(state, screen=declined), (do.StopPrinting(),) if sent else ()


def _rate(state: SessionState, screen: Rate, event: Event, world: World) -> Step:
    match event:
        case ev.LevelChosen(level=level) if 1 <= level <= 5:
            return moves.stay(replace(state, screen=replace(screen, level=level, reasons=frozenset())))
        case ev.ReasonToggled(reason=reason):
            return moves.stay(replace(state, screen=replace(screen, reasons=screen.reasons ^ {reason})))
        case ev.NextPressed() if screen.level is not None and state.mode is Mode.ELDER:
            return moves.show(state, replace(screen, asks_why=True))
        case ev.BackPressed() if screen.asks_why:
            return moves.show(state, replace(screen, asks_why=False))
        case ev.RatingSent() if screen.level is not None:
            rated = do.FileRating(screen.case_id, screen.level, tuple(sorted(screen.reasons)))
            ended, effects = moves.end_session(state, moves.outcome_of(screen), world)
            return ended, (rated, *effects)
        case ev.RatingSkipped() | ev.BackPressed():
            return moves.end_session(state, moves.outcome_of(screen), world)
        case _:
            return moves.stay(state)


def _print_ended(state: SessionState, screen: Slipped, result: PrintResult) -> Step:
    screen = replace(screen, stopping=False)
    if screen.printing is PrintState.DECLINED and not isinstance(result, Printed):
        return moves.stay(replace(state, screen=screen))
    match result:
        case Printed():
            ended = replace(screen, printing=PrintState.PRINTED, print_reason="")
        case NotStarted(reason=reason):
            ended = replace(screen, printing=PrintState.NOT_STARTED, print_reason=str(reason))
        case Partial(reason=reason):
            ended = replace(screen, printing=PrintState.PARTIAL, print_reason=str(reason))
        case _:
            ended = replace(screen, printing=PrintState.UNKNOWN, print_reason=str(result.reason))
    return replace(state, screen=ended), (do.SpeakScreen(),)
