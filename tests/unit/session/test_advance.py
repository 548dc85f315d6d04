"""What holds on every screen: hands while busy, interruptions, help, modes, leaving, crashes."""

from dataclasses import replace

import pytest

from devices.contracts.card_reader import CardMedia, CardRead
from devices.contracts.printer import Printed
from kiosk.core.person import IdentityLevel
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.overlays import HelpCalled, Interruption, LeaveQuestion, ModeChooser, TimeIsUp
from kiosk.session.screens import Done, Form, Home, Idle, NotSaved, PrintState, Review, Saving, ScanState, Supply
from kiosk.session.states import Mode, SessionState
from tests.helpers.served import GUILAN
from tests.helpers.session_world import GUILAN_CARD, ITEM_ID, STROKES, Journey
from tests.unit.session import screens

AT_REST = sorted(set(screens.EVERY_SCREEN) - {"Saving"})


def test_every_screen_can_be_reached() -> None:
    reached = {name: type(walk().screen).__name__ for name, walk in screens.EVERY_SCREEN.items()}

    assert reached == {name: name for name in screens.names_of_screens()}


# ── two taps, and hands while something is under way ───────────────────────────────────────────────────────────────


def test_two_taps_on_submit_within_100_ms_make_one_case() -> None:
    journey = Journey().at_review().hand(ev.Signed(STROKES), ev.SubmitPressed())

    journey.wait(0.1).hand(ev.SubmitPressed())

    assert len(journey.done_for(do.FileCase)) == 1
    assert isinstance(journey.screen, Saving)


HANDS = (
    ev.HomePressed(), ev.BackPressed(), ev.ExitPressed(), ev.LeaveConfirmed(), ev.ModeChooserOpened(),
    ev.ModeChosen(Mode.ELDER), ev.FinishPressed(), ev.AnotherPressed(), ev.PrintPressed(), ev.SubmitPressed(),
    ev.RetryPressed(), ev.Started(), ev.ProgressPressed(), ev.NextPressed(), ev.CapturePressed(), ev.PageKept(),
)  # fmt: skip


def capturing() -> Journey:
    return screens.supply().hand(ev.CapturePressed())


def saving_supplement() -> Journey:
    journey = screens.supply()
    for jpeg in (b"one", b"two"):
        screens.picture(journey, jpeg).hand(ev.PageKept())
    return journey


BUSY = {
    "saving": lambda: Journey().at_saving(),
    "slip held": lambda: Journey().at_done(),
    "printing": lambda: Journey().at_done().acknowledged(),
    "camera": capturing,
    "supplement": saving_supplement,
}


@pytest.mark.parametrize("name", sorted(BUSY))
@pytest.mark.parametrize("hand", HANDS, ids=lambda event: type(event).__name__)
def test_a_hand_changes_nothing_while_something_is_under_way(name: str, hand: ev.Event) -> None:
    journey = BUSY[name]().forget_effects()
    assert journey.state.busy_with_effect
    before = journey.state

    journey.wait(5).hand(hand)

    assert replace(journey.state, touched_s=before.touched_s) == before
    assert journey.effects == []


@pytest.mark.parametrize("name", sorted(BUSY))
def test_the_countdown_stands_still_while_something_is_under_way(name: str) -> None:
    journey = BUSY[name]()
    if name == "slip held":
        journey.state = replace(journey.state, screen=replace(journey.done, hold_until_s=1e9))

    journey.tick(1000)

    assert journey.countdown.paused
    assert journey.state.overlay is None
    assert journey.state.busy_with_effect


@pytest.mark.parametrize("name", sorted(BUSY))
def test_an_interruption_waits_while_something_is_under_way(name: str) -> None:
    journey = BUSY[name]()

    journey.hand(ev.Interrupted("alert"))

    assert journey.state.overlay is None


def test_an_alert_that_came_while_the_slip_was_printed_is_shown_once_it_is_out() -> None:
    journey = Journey().at_done().acknowledged().hand(ev.Interrupted("alert"))
    assert journey.state.overlay is None

    journey = journey.forget_effects().hand(ev.PrintEnded(journey.done.case_id, Printed("mark")))
    assert journey.state.overlay == Interruption("alert")
    assert journey.effects[-1] == do.StopSpeaking()

    assert journey.hand(ev.InterruptionOver()).state.overlay is None


def test_an_alert_that_was_over_before_the_slip_was_out_is_not_shown() -> None:
    journey = Journey().at_done().acknowledged().hand(ev.Interrupted("alert"), ev.InterruptionOver())

    journey.hand(ev.PrintEnded(journey.done.case_id, Printed("mark")))

    assert journey.state.overlay is None


@pytest.mark.parametrize("name", sorted(BUSY))
def test_somebody_can_be_called_while_something_is_under_way(name: str) -> None:
    journey = BUSY[name]()
    screen = journey.screen

    journey.hand(ev.HelpPressed())
    assert journey.state.overlay == HelpCalled()
    journey = journey.hand(ev.OverlayDismissed())

    assert journey.state.overlay is None
    assert journey.screen == screen


def test_the_screen_can_be_read_aloud_while_something_is_under_way() -> None:
    journey = Journey().at_saving().forget_effects().hand(ev.ReadAloudPressed())

    assert journey.effects == [do.SpeakScreen(requested=True)]


# ── interruptions ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", AT_REST)
def test_an_interruption_takes_every_screen_and_gives_it_back_as_it_was(name: str) -> None:
    journey = screens.EVERY_SCREEN[name]().forget_effects()
    before = journey.state

    journey.hand(ev.Interrupted("alert"))
    assert journey.state.overlay == Interruption("alert")
    assert journey.effects == [do.StopSpeaking()]
    journey.tick(600).hand(ev.InterruptionOver())

    assert replace(journey.state, touched_s=before.touched_s) == before
    assert journey.state.touched_s == journey.now_s


@pytest.mark.parametrize("name", AT_REST)
@pytest.mark.parametrize(
    "hand", [*HANDS, ev.OverlayDismissed(), ev.HelpPressed()], ids=lambda event: type(event).__name__
)
def test_no_hand_reaches_through_an_interruption(name: str, hand: ev.Event) -> None:
    journey = screens.EVERY_SCREEN[name]().hand(ev.Interrupted("alert")).forget_effects()
    before = journey.state

    journey.hand(hand)

    assert replace(journey.state, touched_s=before.touched_s) == before
    assert journey.effects == []


def test_a_card_read_below_an_interruption_leaves_it_on_top() -> None:
    journey = Journey().at_identify().hand(ev.Interrupted("alert"))

    journey.read_ends(CardRead(GUILAN_CARD))

    assert journey.screen == Form()
    assert journey.state.overlay == Interruption("alert")


def test_another_interruption_replaces_the_first() -> None:
    journey = Journey().at_form().hand(ev.Interrupted("alert"), ev.Interrupted("technician"))

    assert journey.state.overlay == Interruption("technician")


def test_the_end_of_no_interruption_changes_nothing() -> None:
    journey = Journey().at_form().hand(ev.ModeChooserOpened())
    before = journey.state

    journey.wait(3).hand(ev.InterruptionOver())

    assert journey.state == before


# ── help, reading aloud, what was held open ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", sorted({*AT_REST} - {"Idle"}))
def test_somebody_can_be_called_from_every_screen(name: str) -> None:
    journey = screens.EVERY_SCREEN[name]().forget_effects()
    screen = journey.screen

    journey.hand(ev.HelpPressed())
    assert journey.state.overlay == HelpCalled()
    assert journey.said[-1] == "help_calling"
    journey = journey.hand(ev.OverlayDismissed())

    assert (journey.screen, journey.state.overlay) == (screen, None)


def test_reading_aloud_is_stopped_by_the_same_button() -> None:
    journey = Journey().at_form().forget_effects()

    journey.hand(ev.ReadAloudPressed(), ev.SpeechChanged(speaking=True), ev.ReadAloudPressed())

    assert journey.effects == [do.SpeakScreen(requested=True), do.StopSpeaking()]


def test_a_shown_value_is_noted_by_its_field_alone() -> None:
    journey = Journey().at_form().forget_effects().hand(ev.Revealed("payout_account"))

    assert journey.effects == [do.LogReveal("payout_account")]


@pytest.mark.parametrize("name", AT_REST)
def test_a_touch_beside_every_button_changes_nothing(name: str) -> None:
    journey = screens.EVERY_SCREEN[name]().forget_effects()
    before = journey.state

    journey.hand(ev.Touched())

    assert journey.state == replace(before, touched_s=journey.now_s)
    assert journey.effects == []


def test_the_network_is_mirrored() -> None:
    assert not Journey().hand(ev.NetworkChanged(False)).state.online


# ── modes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_modes_are_offered_over_the_screen() -> None:
    journey = Journey().at_form().hand(ev.ModeChooserOpened())

    assert journey.state.overlay == ModeChooser()


@pytest.mark.parametrize(("before", "after"), [(Mode.STANDARD, Mode.ELDER), (Mode.ELDER, Mode.STANDARD)])
def test_another_mode_keeps_the_draft_and_asks_from_the_first_question(before: Mode, after: Mode) -> None:
    journey = Journey().at_form(before).answer({"residence_address": "槐树里3号楼"}).hand(ev.NextPressed())
    draft = journey.state.draft
    assert journey.screen == Form(page=1)

    journey.hand(ev.ModeChooserOpened(), ev.ModeChosen(after))

    assert journey.state.draft == draft
    assert journey.state.mode is after
    assert (journey.screen, journey.state.overlay) == (Form(page=0), None)


def test_reach_and_motion_go_with_any_mode_until_the_session_ends() -> None:
    journey = Journey().at_form(Mode.ELDER).hand(ev.ModeChooserOpened(), ev.LowReachChosen(on=True))
    journey.hand(
        ev.ReducedMotionChosen(on=True), ev.ModeChosen(Mode.HIGH_CONTRAST), ev.HomePressed(), ev.LeaveConfirmed()
    )
    state = journey.state
    assert (state.mode, state.low_reach, state.reduced_motion) == (Mode.HIGH_CONTRAST, True, True)

    state = journey.hand(ev.ExitPressed()).state

    assert (state.in_session, state.mode, state.low_reach, state.reduced_motion) == (False, Mode.STANDARD, False, False)


def test_high_contrast_keeps_the_page_too() -> None:
    journey = Journey().at_form().answer().hand(ev.NextPressed(), ev.ModeChosen(Mode.HIGH_CONTRAST))

    assert journey.screen == Form(page=1)


def test_another_mode_on_the_review_keeps_the_signature() -> None:
    journey = Journey().at_review().hand(ev.Signed(STROKES), ev.ModeChosen(Mode.ELDER))

    assert journey.screen == Review(page=0)
    assert journey.state.draft is not None
    assert journey.state.draft.strokes == STROKES


# ── leaving ────────────────────────────────────────────────────────────────────────────────────────────────────────

LOSES = {"Form", "PickPlace", "Attach", "Photograph", "Record", "Review", "NotSaved"}


@pytest.mark.parametrize("name", sorted(set(AT_REST) - {"Idle", "Maintenance"}))
@pytest.mark.parametrize(("hand", "to_home"), [(ev.ExitPressed(), False), (ev.HomePressed(), True)])
def test_leaving_asks_only_where_something_would_be_lost(name: str, hand: ev.Event, to_home: bool) -> None:
    journey = screens.EVERY_SCREEN[name]().hand(hand)

    if name in LOSES:
        assert journey.state.overlay == LeaveQuestion(to_home)
        assert journey.state.draft is not None
        assert journey.said[-1] == "leave"
    else:
        assert journey.state.overlay is None
        assert isinstance(journey.screen, Home if to_home else Idle)


def test_leaving_asks_once_a_picture_was_taken() -> None:
    journey = screens.picture(screens.supply()).hand(ev.ExitPressed())

    assert journey.state.overlay == LeaveQuestion(to_home=False)


def test_who_stays_after_the_question_finds_everything() -> None:
    journey = Journey().at_form().answer()
    draft = journey.state.draft

    journey.hand(ev.ExitPressed(), ev.OverlayDismissed())

    assert (journey.screen, journey.state.draft) == (Form(), draft)


def test_who_confirms_leaving_for_home_is_unknown_there() -> None:
    journey = Journey().at_form().answer().forget_effects().hand(ev.HomePressed(), ev.LeaveConfirmed())

    assert journey.screen == Home()
    assert (journey.state.person, journey.state.draft, journey.state.understood_at) == (None, None, None)
    assert do.Forget() in journey.effects
    assert do.StopReading() in journey.effects


def test_who_confirms_leaving_ends_the_session_as_abandoned() -> None:
    journey = Journey().at_form().hand(ev.ExitPressed()).forget_effects().wait(12).hand(ev.LeaveConfirmed())

    assert journey.screen == Idle()
    (log,) = journey.done_for(do.LogSessionEnded)
    assert log == do.LogSessionEnded(ITEM_ID, Mode.STANDARD, "abandoned", 12.0, over_60=True)


def test_leaving_by_the_question_after_a_long_rest_ends_the_session() -> None:
    journey = Journey().at_form().tick(95)
    assert journey.state.overlay == TimeIsUp()

    journey.hand(ev.LeaveConfirmed())

    assert journey.screen == Idle()


# ── what never changes anything ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", sorted(set(AT_REST) - {"Idle"}))
def test_a_button_of_another_screen_does_nothing(name: str) -> None:
    journey = screens.EVERY_SCREEN[name]().forget_effects()
    before = journey.state

    journey.hand(ev.Started(), ev.LevelChosen(9), ev.EditPressed("no_such_field"))

    assert journey.state == replace(before, touched_s=journey.now_s)
    assert journey.effects == []


def test_idle_hears_nothing_but_the_start() -> None:
    journey = Journey()

    journey.hand(*HANDS[:10], ev.LeaveConfirmed(), ev.SubmitPressed())

    assert journey.screen == Idle()
    assert journey.effects == []


def test_hands_on_a_saving_screen_without_a_draft_are_harmless() -> None:
    journey = Journey(SessionState(screen=Saving(), person=GUILAN)).hand(ev.Touched(), ev.SubmitPressed())

    assert journey.screen == Saving()


# ── a crash ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_crash_with_nobody_there_changes_nothing() -> None:
    journey = Journey()
    before = journey.state

    assert journey.hand(ev.Crashed()).state == before


def test_a_crash_while_the_case_was_saved_offers_to_save_again_under_the_same_id() -> None:
    journey = Journey().at_saving().hand(ev.Crashed())
    assert journey.screen == NotSaved("disk_error")

    journey.hand(ev.RetryPressed())

    first, second = journey.done_for(do.FileCase)
    assert first.draft.case_id == second.draft.case_id


def test_a_case_that_was_saved_after_all_is_shown_as_saved() -> None:
    journey = Journey().at_saving().hand(ev.Crashed())

    journey.hand(journey.filed())

    assert isinstance(journey.screen, Done)


def test_a_crash_while_printing_says_that_nothing_is_known_of_the_slip() -> None:
    journey = Journey().at_done().acknowledged().hand(ev.Crashed())

    assert journey.done.printing is PrintState.UNKNOWN
    assert not journey.state.busy_with_effect
    journey = journey.hand(ev.PrintEnded(journey.done.case_id, Printed("mark")))
    assert journey.done.printing is PrintState.PRINTED


def test_any_other_crash_ends_the_session() -> None:
    journey = Journey().at_form().hand(ev.Crashed())

    assert journey.screen == Idle()
    assert journey.done_for(do.LogSessionEnded)[0].outcome == "failed"


def test_a_crash_of_the_camera_ends_the_session_instead_of_waiting_for_ever() -> None:
    journey = capturing()
    assert isinstance(journey.screen, Supply)
    assert journey.screen.scan is ScanState.CAPTURING

    assert journey.hand(ev.Crashed()).screen == Idle()


# ── nobody's data ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", sorted(screens.EVERY_SCREEN))
def test_the_end_of_a_session_leaves_a_fresh_machine(name: str) -> None:
    journey = screens.EVERY_SCREEN[name]()
    if journey.state.in_session:
        journey.state = replace(journey.state, screen=Home())  # whatever the screen held, the rest stays as it was
        journey.hand(ev.ExitPressed())

    left = journey.state
    assert left == SessionState(
        session_serial=left.session_serial,
        read_serial=left.read_serial,
        touched_s=left.touched_s,
        announce_card_at_s=left.announce_card_at_s,
        card=CardMedia.NOT_PRESENT if name != "NotEligible" else CardMedia.PRESENT,
        card_must_be_lifted=name == "NotEligible",
        kept=left.kept if name == "Resume" else (),
        online=True,
    )


def test_identity_is_as_sure_as_it_was_given() -> None:
    known = Journey().at_form().state.person

    assert known is not None
    assert known.level is IdentityLevel.CARD_READ
