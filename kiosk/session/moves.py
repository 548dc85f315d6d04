"""Small moves that several screens share: ending, beginning to read, going home, filing."""

from dataclasses import replace

from devices.contracts.card_reader import CardMedia
from kiosk.core.person import IdentityLevel
from kiosk.session import effects as do
from kiosk.session.effects import Effect
from kiosk.session.screens import (
    ActFor,
    Attach,
    CaseDetail,
    CaseList,
    CaseWord,
    Delivery,
    Done,
    Form,
    Home,
    Identify,
    Idle,
    NotSaved,
    NotToday,
    OwnWish,
    Photograph,
    PickPlace,
    Purpose,
    Rate,
    Record,
    Reprint,
    Review,
    Screen,
    Supplied,
    Supply,
    WordKept,
)
from kiosk.session.states import SessionState
from kiosk.session.troubles import ReadTrouble
from kiosk.session.world import LOOK_AGAIN_S, World

Step = tuple[SessionState, tuple[Effect, ...]]


def stay(state: SessionState) -> Step:
    """Nothing to do."""
    return state, ()


def show(state: SessionState, screen: Screen, *more: Effect) -> Step:
    """Another screen: what was being said stops, the new one is said where the mode speaks by itself."""
    return replace(state, screen=screen, overlay=None), (do.StopSpeaking(), *more, do.SpeakScreen())


def follow(state: SessionState, screen: Screen) -> Step:
    """Another screen that came by itself: it takes the older one's word, but what was announced is said to its end."""
    return replace(state, screen=screen, overlay=None, said_again=0), (do.SpeakScreen(),)


def begin_reading(state: SessionState, purpose: Purpose, item_id: str | None) -> Step:
    """Wait for a card to be put there: one of whoever comes for themselves, or two of who acts for another."""
    if purpose is Purpose.ACT_FOR and item_id is not None:
        return _read_for(state, ActFor(item_id))
    return _read_for(state, Identify(purpose, item_id))


def _read_for(state: SessionState, screen: Identify | ActFor) -> Step:
    """A card that lies there already may be somebody else's and is lifted first.

    But not the one that this session's own hand put there too early: it is read now.
    """
    lies = state.card is CardMedia.PRESENT and not state.card_put_early
    if state.card_must_be_lifted or lies:
        return show(state, replace(screen, trouble=ReadTrouble.LEFT_LYING))
    serial = state.read_serial + 1
    reading = replace(state, read_serial=serial, card_put_early=False)
    return show(reading, replace(screen, reading=True), do.ReadCard(serial))


def read_again(state: SessionState, screen: Identify | ActFor) -> Step:
    """Keep the words of the last trouble on the screen and listen for the next card."""
    serial = state.read_serial + 1
    return replace(state, read_serial=serial, screen=replace(screen, reading=True)), (do.ReadCard(serial),)


def find_cases(state: SessionState, *announced: Effect) -> Step:
    """Ask the platform for this person's cases."""
    assert state.person is not None
    return show(state, CaseList(), *announced, do.FindCases(state.session_serial, state.person))


def go_home(state: SessionState) -> Step:
    """The start of another matter, perhaps another person's: who they are and what they filled in is dropped.

    What was asked for until now is answered into the void, since the serial has moved on.
    """
    return let_go(state, Home())


def let_go(state: SessionState, screen: Home | NotToday) -> Step:
    """Nobody is known any more; who helps goes on helping."""
    fresh = replace(
        state, person=None, acting=None, draft=None, understood_at=None, session_serial=state.session_serial + 1,
        hearing=state.hearing.kept_private(),
    )  # fmt: skip
    return show(fresh, screen, do.StopReading(), do.Forget())


def end_session(state: SessionState, outcome: str, world: World) -> Step:
    """Everything of the person is dropped; the next one starts from nothing but the machine's own state."""
    item_id = state.draft.item_id if state.draft else None
    age = state.person.age_years(world.today) if state.person else None
    over_60 = None if age is None else age >= 60
    left_lying = state.card is CardMedia.PRESENT
    ended = SessionState(
        screen=Idle(),
        session_serial=state.session_serial,
        read_serial=state.read_serial,
        card=state.card,
        card_must_be_lifted=state.card_must_be_lifted or left_lying,
        announce_card_at_s=world.now_s + LOOK_AGAIN_S,
        online=state.online,
        network_known=state.network_known,
        filing_off=state.filing_off,
        can_listen=state.can_listen,
        listen_serial=state.listen_serial,
        kept=state.kept,
        lost_until_s=state.lost_until_s,
        touched_s=world.now_s,
        help_serial=state.help_serial,
        interruption_waits=state.interruption_waits,
        in_private=state.in_private,
        alert=state.alert,
        alert_waits=state.alert is not None,
    )
    log = do.LogSessionEnded(item_id, state.mode, outcome, world.now_s - state.started_s, over_60)
    nobody = () if state.help_call is None else (do.WithdrawHelp(),)
    told = (do.Speak("ear_over"),) if state.hearing.by_ear else ()  # the idle screen says it to everybody else
    return ended, (do.StopReading(), do.StopSpeaking(), do.StopPrinting(), *nobody, do.Forget(), log, *told)


def outcome_of(screen: Screen) -> str:
    """What a session that ends on this screen came to."""
    match screen:
        case (
            Done(delivery=delivery)
            | Rate(delivery=delivery)
            | Supplied(delivery=delivery)
            | WordKept(delivery=delivery)
        ):
            return _OUTCOMES[delivery]
        case CaseDetail() | Reprint():
            return "completed"
        case CaseList(cases=cases) if cases is not None:
            return "completed"
        case NotSaved():
            return "failed"
        case _:
            return "abandoned"


_OUTCOMES = {
    Delivery.ACKNOWLEDGED: "completed",
    Delivery.WAITING: "saved_offline",
    Delivery.REFUSED: "failed",
}


def keeps_draft(state: SessionState) -> bool:
    """If time ran out now, what is filled in would be kept for its person's card (kiosk.session.kept)."""
    by_card = state.person is not None and state.person.level >= IdentityLevel.CARD_READ
    return (
        by_card
        and state.draft is not None
        and state.acting is None  # the card it would be found by is not of who filled it in
        and isinstance(state.screen, Form | PickPlace | Record | Attach | Photograph | OwnWish | Review | NotSaved)
    )


def has_something_to_lose(state: SessionState) -> bool:
    """Leaving now would throw away what the resident did."""
    match state.screen:
        case Form() | PickPlace() | Record() | Attach() | Photograph() | OwnWish() | Review() | NotSaved():
            return state.draft is not None
        case Supply(pages=pages):
            return bool(pages)
        case CaseWord(text=text):
            return bool(text)
        case _:
            return False


def told_wrong(state: SessionState) -> tuple[do.Effect, ...]:
    """That something is to be put right, at once; then what it is and how, to who is told what a screen says."""
    return do.at_once("form_kept" if state.hearing.by_ear else "form_problem"), do.SpeakScreen()
