"""Whatever happens, in whatever order: what must hold on every walk through the session."""

from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from devices.contracts.card_reader import CardMedia
from kiosk import forms
from kiosk.core.person import IdentityLevel
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.advance import ALLOWED_WHILE_BUSY, MACHINE_EVENTS
from kiosk.session.effects import Effect
from kiosk.session.kept import MOST_KEPT_COUNT
from kiosk.session.on_help import HELD_S
from kiosk.session.overlays import AlertShown, Interruption, Listening
from kiosk.session.screen_phrases import phrases_of_screen
from kiosk.session.screens import (
    PRINT_UNDER_WAY,
    CaseDetail,
    CaseList,
    Delivery,
    Done,
    Form,
    Identify,
    Idle,
    Notice,
    PrintState,
    Purpose,
    Reprint,
    Resume,
    Review,
    Saving,
    Supplied,
    Supply,
    TypeIdentity,
)
from kiosk.session.states import Mode, SessionState
from kiosk.speech import utterances_for
from tests.helpers.fake_session import ALL_WELL
from tests.helpers.privacy import public_words
from tests.helpers.session_world import Journey
from tests.helpers.view_context import real_texts
from tests.unit.session.anything import Step, onward, steps

PAUSES_S = (0.0, 0.0, 0.1, 1.0, 1.0, 3.0, 95.0, 200.0)


class Watch:
    """Looks at every step and remembers what the outside world was told."""

    def __init__(self) -> None:
        self.in_flight: set[str] = set()
        """Cases the disk was asked to take and has not refused."""
        self.acknowledged: set[str] = set()
        self.newest_read = 0

    def step(self, before: SessionState, event: ev.Event, after: SessionState, effects: list[Effect]) -> None:
        if isinstance(event, ev.CaseNotFiled | ev.Crashed) and isinstance(before.screen, Saving):
            self.in_flight.clear()
        if isinstance(event, ev.DeliveryChanged) and event.delivery is Delivery.ACKNOWLEDGED:
            self.acknowledged.add(event.message_id)
        for effect in effects:
            self._effect(effect, after)
        self._state(after)
        self._hand(before, event, after)

    def _effect(self, effect: Effect, after: SessionState) -> None:
        match effect:
            case do.FileCase(draft=draft, person=person):
                assert draft.case_id not in self.in_flight, "handed in twice"
                self.in_flight.add(draft.case_id)
                item = Journey().catalogue.item(draft.item_id)
                assert forms.is_complete(item, draft.answers, person.level), "handed in unfinished"
                assert draft.strokes, "handed in unsigned"
            case do.PrintReceipt(case_id=case_id, delivered=delivered, progress=progress):
                told = case_id in self.acknowledged or progress is not None
                assert delivered <= told, "a slip that claims what nobody said"
                assert isinstance(after.screen, Done if progress is None else Reprint)
                assert after.screen.printing is PrintState.PRINTING
            case do.ReadCard(read_serial=serial):
                assert serial == self.newest_read + 1 == after.read_serial, "a read nobody waits for"
                self.newest_read = serial
                assert not after.card_must_be_lifted, "somebody else's card is read"
            case do.ReadSocialCard(read_serial=serial):
                assert serial == self.newest_read + 1 == after.read_serial, "a read nobody waits for"
                self.newest_read = serial
            case do.FindCases(person=person):
                assert person.level >= IdentityLevel.CARD_READ, "typed identity asks for stored data"
            case do.KeepDraft(person=person):
                assert person.level >= IdentityLevel.CARD_READ, "a typed identity keeps a form"
                assert isinstance(after.screen, Idle)
            case do.Listen(listen_serial=serial):
                assert after.overlay == Listening(serial, is_open=True), "a microphone is open and nothing says so"
                assert after.can_listen
                assert not after.speaking, "the machine listens to itself"
            case do.Speak(key=key):
                said = utterances_for(key, effect.params, real_texts())
                assert said, f"nothing to say for {key}"
                assert not list(public_words(said, after)), "the room is told of a person"
            case _:
                pass

    def _state(self, state: SessionState) -> None:
        screen = state.screen
        if isinstance(screen, Idle):
            assert (state.person, state.draft, state.understood_at) == (None, None, None), "somebody is left behind"
            assert isinstance(state.overlay, AlertShown | Interruption | None)
        if isinstance(screen, Form | Review | Saving | Done):
            assert state.draft is not None
            assert state.person is not None
        if isinstance(screen, Resume):
            assert state.person is not None
            assert state.person.level >= IdentityLevel.CARD_READ, "a typed identity opens what is kept"
        assert len({one.name for one in state.kept}) == len(state.kept) <= MOST_KEPT_COUNT
        if isinstance(screen, CaseList | CaseDetail | Reprint | Supply | Supplied):
            assert state.person is not None
            assert state.person.level >= IdentityLevel.CARD_READ, "stored data on a typed identity"
        if isinstance(screen, Identify) and screen.reading:
            assert not state.card_must_be_lifted
        if isinstance(screen, Done):
            assert (screen.delivery is Delivery.ACKNOWLEDGED) <= (screen.case_id in self.acknowledged)
        if isinstance(screen, Done | Reprint):
            assert not (screen.stopping and screen.printing in PRINT_UNDER_WAY)
        if state.card_put_early:
            assert (state.card, state.card_must_be_lifted, state.person) == (CardMedia.PRESENT, False, None)
        if state.card_must_be_lifted:
            assert state.card is not CardMedia.NOT_PRESENT

    def _hand(self, before: SessionState, event: ev.Event, after: SessionState) -> None:
        if isinstance(event, MACHINE_EVENTS):
            return
        if begins_although_off(before, after):
            raise AssertionError("a case was begun although none may be")
        if before.busy_with_effect and not isinstance(event, ev.ReceiptDeclined | ev.ShowCodePressed):
            assert after.screen == before.screen, "a hand cut off what was under way"
            assert after.busy_with_effect
        if isinstance(before.overlay, Interruption):
            assert (after.screen, after.overlay) == (before.screen, before.overlay)


def begins_although_off(before: SessionState, after: SessionState) -> bool:
    """A hand came nearer to a new form while none may be begun."""
    nearer = isinstance(after.screen, Notice | Identify | TypeIdentity) and after.screen.purpose is Purpose.APPLY
    return before.filing_off is not None and nearer


Walk = list[tuple[Step, float]]
ONWARD: Walk = [(onward, 0.0)] * 25
BEGINNINGS = (ev.Started(Mode.STANDARD), ev.Started(Mode.ELDER), ev.ProgressPressed(), ev.NetworkChanged(False))


def _walk(begin: ev.Event, onward_count: int, then: Walk) -> Walk:
    return [(lambda journey: begin, 0.0), *ONWARD[:onward_count], *then]


walks: st.SearchStrategy[Walk] = st.builds(
    _walk,
    st.sampled_from(BEGINNINGS),
    st.integers(0, len(ONWARD)),
    st.lists(st.tuples(steps, st.sampled_from(PAUSES_S)), min_size=1, max_size=30),
)


def walked(walk: Walk) -> Iterator[tuple[SessionState, ev.Event, Journey, list[Effect]]]:
    journey = Journey()
    for make, pause_s in walk:
        event = make(journey)
        before, told = journey.state, len(journey.effects)
        journey.wait(pause_s).hand(event)
        yield before, event, journey, journey.effects[told:]


@settings(max_examples=800, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(walks)
def test_no_order_of_events_breaks_a_promise(walk: Walk) -> None:
    watch = Watch()
    for before, event, journey, effects in walked(walk):
        note(f"{event!r} → {journey.screen!r}")
        watch.step(before, event, journey.state, effects)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(walks)
def test_every_screen_of_every_walk_can_be_said(walk: Walk) -> None:
    texts = real_texts()
    for _, event, journey, _ in walked(walk):
        note(f"{event!r} → {journey.screen!r}")
        said = phrases_of_screen(journey.state, ALL_WELL, journey.catalogue, texts, "right", requested=True)
        assert not list(public_words(said, journey.state)), "the room is told of a person"


def test_a_session_that_is_left_alone_ends_by_itself() -> None:
    """Unless a machine still owes an answer, no walk leads anywhere the next resident could not start from."""

    @settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
    @given(walks)
    def left_alone(walk: Walk) -> None:
        *_, (_, _, journey, _) = walked(walk)
        journey.hand(ev.InterruptionOver(), ev.SpeechChanged(speaking=False), ev.CardSeen(CardMedia.NOT_PRESENT))
        if journey.state.busy_with_effect:
            journey.hand(ev.Crashed())
        journey.tick(HELD_S + 1).tick(301).tick(301)  # who has called for help is given their time first
        assert journey.screen == Idle()

    left_alone()


@pytest.mark.parametrize(
    ("begin", "passed"),
    [
        (ev.Started(Mode.STANDARD), {"Form", "Review", "Saving", "Done", "Rate"}),
        (ev.Started(Mode.ELDER), {"Form", "Review", "Saving", "Done", "Rate"}),
        (ev.ProgressPressed(), {"Identify", "CaseList", "CaseDetail", "Supply", "Supplied"}),
    ],
)
def test_the_walks_reach_the_end_when_nothing_is_in_their_way(begin: ev.Event, passed: set[str]) -> None:
    seen = [type(journey.screen).__name__ for *_, journey, _ in walked([(lambda journey: begin, 0.0), *ONWARD])]

    assert passed <= set(seen)
    assert "Idle" in seen


def test_hands_and_machines_are_told_apart_completely() -> None:
    kinds = set(get_args(ev.Event))
    assert set(MACHINE_EVENTS) < kinds
    assert set(ALLOWED_WHILE_BUSY) <= kinds - set(MACHINE_EVENTS)
