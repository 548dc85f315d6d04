"""After the commit: what is true of the case and its slip, and the rating."""

from dataclasses import replace

import pytest

from devices.contracts.printer import NotStarted, Partial, Printed, PrintResult, PrintTrouble, Unknown
from kiosk.core.ids import CaseId
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.screens import Delivery, Done, Home, Idle, PrintState, Rate
from kiosk.session.states import Mode, SessionState
from tests.helpers.session_world import ITEM_ID, NUMBER, Journey
from tests.unit.session import screens

MARK = Printed("mark")


def slips(journey: Journey) -> list[do.PrintReceipt]:
    return journey.done_for(do.PrintReceipt)


def print_ends(journey: Journey, result: PrintResult) -> Journey:
    return journey.hand(ev.PrintEnded(journey.done.case_id, result))


def waits(journey: Journey, state: PrintState) -> Journey:
    return journey.hand(ev.PrintWaits(journey.done.case_id, state))


def offline() -> Journey:
    journey = Journey().at_saving().hand(ev.NetworkChanged(False))
    return journey.hand(journey.filed())


def printing() -> Journey:
    return Journey().at_done().acknowledged()


# ── the slip waits for the acknowledgement ─────────────────────────────────────────────────────────────────────────


def test_nothing_is_promised_before_the_disk_has_the_case() -> None:
    journey = Journey().at_saving().tick(60)

    assert journey.state.busy_with_effect
    assert slips(journey) == []


def test_a_saved_case_has_its_number_and_holds_its_slip_for_the_acknowledgement() -> None:
    journey = Journey().at_done()

    done = journey.done
    assert (done.number, done.item_id, done.printing, done.delivery) == (
        NUMBER, ITEM_ID, PrintState.HELD, Delivery.WAITING,
    )  # fmt: skip
    assert journey.effects[-1] == do.SpeakScreen()


def test_a_case_acknowledged_in_time_is_printed_as_delivered() -> None:
    journey = Journey().at_done().wait(0.4).acknowledged()

    (slip,) = slips(journey)
    assert (slip.delivered, slip.number, slip.copy_count, slip.mode) == (True, NUMBER, 1, Mode.STANDARD)
    assert journey.done.printing is PrintState.PRINTING


def test_a_slip_is_held_for_two_and_a_half_seconds_and_then_says_what_is_true() -> None:
    journey = Journey().at_done().tick(2.4)
    assert slips(journey) == []

    journey.tick(0.1)

    (slip,) = slips(journey)
    assert not slip.delivered
    assert journey.done.printing is PrintState.PRINTING


def test_without_a_network_the_slip_is_printed_at_once_and_says_so() -> None:
    journey = offline()

    (slip,) = slips(journey)
    assert not slip.delivered
    assert journey.done.printing is PrintState.PRINTING


def test_a_late_acknowledgement_changes_the_screen_and_prints_no_second_slip() -> None:
    journey = print_ends(offline(), MARK).forget_effects()

    journey.hand(ev.NetworkChanged(True), ev.DeliveryChanged(journey.done.case_id, Delivery.ACKNOWLEDGED))

    assert journey.done.delivery is Delivery.ACKNOWLEDGED
    assert journey.effects == [do.SpeakScreen()]


def test_a_refused_delivery_is_shown_and_its_slip_does_not_claim_it_arrived() -> None:
    journey = Journey().at_done().delivery(Delivery.REFUSED)
    assert journey.done.delivery is Delivery.REFUSED
    assert journey.done.printing is PrintState.HELD

    journey.tick(3)

    assert [slip.delivered for slip in slips(journey)] == [False]


def test_a_refused_case_that_is_taken_after_all_is_shown_as_taken() -> None:
    journey = Journey().at_done().delivery(Delivery.REFUSED).acknowledged()

    assert journey.done.delivery is Delivery.ACKNOWLEDGED


@pytest.mark.parametrize("later", [Delivery.WAITING, Delivery.REFUSED])
def test_an_acknowledgement_is_never_taken_back(later: Delivery) -> None:
    journey = printing().forget_effects()

    journey.hand(ev.DeliveryChanged(journey.done.case_id, later))

    assert journey.done.delivery is Delivery.ACKNOWLEDGED
    assert journey.effects == []


def test_the_delivery_of_another_message_is_somebody_elses() -> None:
    journey = Journey().at_done().hand(ev.DeliveryChanged("9" * 32, Delivery.ACKNOWLEDGED))

    assert journey.done.delivery is Delivery.WAITING
    assert Journey().hand(ev.DeliveryChanged("9" * 32, Delivery.ACKNOWLEDGED)).screen == Idle()


# ── what became of it ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("result", "state", "reason"),
    [
        (MARK, PrintState.PRINTED, ""),
        (NotStarted(PrintTrouble.PAPER_OUT), PrintState.NOT_STARTED, "paper_out"),
        (Partial(PrintTrouble.JAMMED), PrintState.PARTIAL, "jammed"),
        (Unknown(PrintTrouble.GONE), PrintState.UNKNOWN, "gone"),
    ],
)
def test_the_screen_says_what_became_of_the_slip(result: PrintResult, state: PrintState, reason: str) -> None:
    journey = print_ends(printing().tick(20).forget_effects(), result)

    assert (journey.done.printing, journey.done.print_reason) == (state, reason)
    assert journey.effects == [do.SpeakScreen()]
    assert not journey.state.busy_with_effect
    assert journey.countdown.remaining_s == 120


@pytest.mark.parametrize(
    "result", [NotStarted(PrintTrouble.GONE), Partial(PrintTrouble.GONE), Unknown(PrintTrouble.GONE)]
)
def test_no_slip_is_printed_again_by_itself(result: PrintResult) -> None:
    journey = print_ends(printing(), result).tick(80)

    assert len(slips(journey)) == 1


@pytest.mark.parametrize("result", [MARK, NotStarted(PrintTrouble.GONE), Unknown(PrintTrouble.GONE)])
def test_another_slip_is_printed_on_request_and_says_that_it_is_another(result: PrintResult) -> None:
    journey = print_ends(printing(), result).hand(ev.PrintPressed(), ev.PrintPressed())

    assert [slip.copy_count for slip in slips(journey)] == [1, 2]


@pytest.mark.parametrize(
    "state", [PrintState.WAITING_FOR_PAPER, PrintState.WAITING_FOR_COVER, PrintState.WAITING_FOR_PRINTER]
)
def test_a_printer_that_waits_says_so_once_and_goes_on(state: PrintState) -> None:
    journey = waits(waits(printing().forget_effects(), state), state)
    assert journey.done.printing is state
    assert journey.said == [f"print_{state.value}"]

    waits(journey, PrintState.PRINTING)

    assert journey.done.printing is PrintState.PRINTING
    assert journey.said[-1] == "print_printing"


def test_a_printer_says_nothing_of_a_slip_that_is_over() -> None:
    journey = waits(print_ends(printing(), MARK), PrintState.WAITING_FOR_PAPER)

    assert journey.done.printing is PrintState.PRINTED


def test_the_printer_speaks_of_another_case() -> None:
    journey = printing()
    other = CaseId("9" * 32)
    before = journey.state

    journey.hand(ev.PrintWaits(other, PrintState.WAITING_FOR_PAPER), ev.PrintEnded(other, MARK))

    assert journey.state == before


def test_a_print_that_ends_after_the_resident_left_is_nobodys() -> None:
    journey = print_ends(printing(), MARK).hand(ev.AnotherPressed())
    case_id = journey.done_for(do.FileCase)[0].draft.case_id

    assert journey.hand(ev.PrintEnded(case_id, MARK)).screen == Home()


# ── no slip, please ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("hand", [ev.ReceiptDeclined(), ev.ShowCodePressed()])
def test_who_wants_no_slip_while_paper_is_awaited_stops_the_printer_and_may_go(hand: ev.Event) -> None:
    journey = waits(printing(), PrintState.WAITING_FOR_PAPER).forget_effects().hand(hand)

    assert journey.effects == [do.StopPrinting()]
    assert journey.done.printing is PrintState.DECLINED
    assert journey.done.shows_code is isinstance(hand, ev.ShowCodePressed)
    assert not journey.state.busy_with_effect
    assert isinstance(journey.hand(ev.FinishPressed()).screen, Rate)


@pytest.mark.parametrize("result", [NotStarted(PrintTrouble.CANCELLED), Partial(PrintTrouble.CANCELLED)])
def test_a_declined_slip_is_no_trouble_when_it_ends(result: PrintResult) -> None:
    journey = waits(printing(), PrintState.WAITING_FOR_PAPER).hand(ev.ReceiptDeclined())

    assert print_ends(journey, result).done.printing is PrintState.DECLINED


def test_a_declined_slip_that_came_out_whole_is_shown_as_printed() -> None:
    journey = printing().hand(ev.ReceiptDeclined())

    assert print_ends(journey, MARK).done.printing is PrintState.PRINTED


def test_no_second_slip_begins_before_the_declined_one_has_ended() -> None:
    journey = waits(printing(), PrintState.WAITING_FOR_PAPER).hand(ev.ReceiptDeclined(), ev.PrintPressed())
    assert len(slips(journey)) == 1

    print_ends(journey, NotStarted(PrintTrouble.CANCELLED)).hand(ev.PrintPressed())

    assert len(slips(journey)) == 2
    assert journey.done.printing is PrintState.PRINTING


def test_a_held_slip_that_is_declined_is_never_printed_and_may_be_asked_for() -> None:
    journey = Journey().at_done().forget_effects().hand(ev.ReceiptDeclined())
    assert journey.effects == []

    journey.hand(ev.DeliveryChanged(journey.done.case_id, Delivery.ACKNOWLEDGED)).tick(10)
    assert slips(journey) == []

    assert len(slips(journey.hand(ev.PrintPressed()))) == 1


def test_a_printed_slip_cannot_be_declined() -> None:
    journey = print_ends(printing(), MARK).hand(ev.ReceiptDeclined())

    assert journey.done.printing is PrintState.PRINTED


def test_who_photographs_the_code_keeps_the_slip_too() -> None:
    journey = print_ends(printing(), MARK).forget_effects().hand(ev.ShowCodePressed())

    assert (journey.done.shows_code, journey.done.printing) == (True, PrintState.PRINTED)
    assert journey.effects == []


def test_a_slip_that_went_wrong_can_be_given_up() -> None:
    journey = print_ends(printing(), Unknown(PrintTrouble.GONE)).hand(ev.ReceiptDeclined())

    assert journey.done.printing is PrintState.DECLINED


@pytest.mark.parametrize("hand", [ev.AnotherPressed(), ev.BackPressed()])
def test_another_matter_begins_with_nobody_known(hand: ev.Event) -> None:
    journey = screens.printed().hand(hand)

    assert journey.screen == Home()
    assert (journey.state.person, journey.state.draft) == (None, None)


# ── the rating ─────────────────────────────────────────────────────────────────────────────────────────────────────


def rate(journey: Journey) -> Rate:
    assert isinstance(journey.screen, Rate)
    return journey.screen


def test_nothing_is_chosen_beforehand_and_nothing_is_sent_without_a_choice() -> None:
    journey = Journey().at_rating()
    assert (rate(journey).level, rate(journey).reasons) == (None, frozenset())

    journey.hand(ev.RatingSent())

    assert journey.done_for(do.FileRating) == []


def test_a_rating_is_sent_with_its_reasons_and_ends_the_session() -> None:
    journey = Journey().at_rating()
    case_id = rate(journey).case_id

    journey.hand(ev.LevelChosen(4), ev.ReasonToggled("b"), ev.ReasonToggled("a"), ev.ReasonToggled("c"))
    journey.hand(ev.ReasonToggled("c"), ev.RatingSent(), ev.RatingSent())

    assert journey.done_for(do.FileRating) == [do.FileRating(case_id, 4, ("a", "b"))]
    assert journey.screen == Idle()
    assert "thanks" not in journey.said


def test_an_elder_is_asked_why_on_a_page_of_its_own_and_can_go_back_or_send() -> None:
    journey = Journey().at_rating()
    journey.state = replace(journey.state, mode=Mode.ELDER)

    assert not rate(journey.hand(ev.NextPressed())).asks_why, "nothing was chosen yet"
    assert rate(journey.hand(ev.LevelChosen(4), ev.NextPressed())).asks_why
    assert not rate(journey.hand(ev.BackPressed())).asks_why
    journey.hand(ev.NextPressed(), ev.ReasonToggled("fast"), ev.RatingSent())

    assert [sent.reasons for sent in journey.done_for(do.FileRating)] == [("fast",)]


def test_another_mode_brings_level_and_reasons_back_together() -> None:
    journey = Journey().at_rating()
    journey.state = replace(journey.state, mode=Mode.ELDER)
    journey.hand(ev.LevelChosen(2), ev.NextPressed(), ev.ModeChosen(Mode.STANDARD))
    assert (rate(journey).level, rate(journey).asks_why) == (2, False)


@pytest.mark.parametrize(("saved", "said"), [(True, "thanks"), (False, "rating_lost")])
def test_nobody_is_thanked_for_a_rating_that_was_lost(saved: bool, said: str) -> None:
    """On a full disk 谢谢您 was said all the same."""
    journey = Journey().at_rating().hand(ev.LevelChosen(4), ev.RatingSent()).forget_effects()

    journey.hand(ev.RatingFiled(saved))

    assert journey.said == [said]


def test_another_level_wants_other_reasons() -> None:
    journey = Journey().at_rating().hand(ev.LevelChosen(2), ev.ReasonToggled("slow"), ev.LevelChosen(5))

    assert (rate(journey).level, rate(journey).reasons) == (5, frozenset())


@pytest.mark.parametrize("level", [0, 6, -1])
def test_there_are_five_levels(level: int) -> None:
    assert rate(Journey().at_rating().hand(ev.LevelChosen(level))).level is None


@pytest.mark.parametrize("hand", [ev.RatingSkipped(), ev.BackPressed()])
def test_the_rating_may_be_skipped(hand: ev.Event) -> None:
    journey = Journey().at_rating().hand(hand)

    assert journey.screen == Idle()
    assert journey.done_for(do.FileRating) == []
    assert journey.done_for(do.LogSessionEnded)[0].outcome == "completed"


def test_the_rating_of_a_case_still_on_this_machine_ends_as_saved() -> None:
    journey = print_ends(offline(), MARK).hand(ev.FinishPressed(), ev.RatingSkipped())

    assert journey.done_for(do.LogSessionEnded)[0].outcome == "saved_offline"


def test_a_case_acknowledged_during_the_rating_counts_as_delivered() -> None:
    journey = print_ends(offline(), MARK).hand(ev.FinishPressed()).forget_effects()
    journey.hand(ev.DeliveryChanged(rate(journey).case_id, Delivery.ACKNOWLEDGED))
    assert journey.effects == []

    journey.hand(ev.LevelChosen(5), ev.RatingSent())

    assert journey.done_for(do.LogSessionEnded)[0].outcome == "completed"


def test_no_case_no_commit() -> None:
    journey = Journey(SessionState(screen=replace(Journey().at_done().done), online=True)).forget_effects()

    journey.hand(
        ev.CaseFiled(CaseId("9" * 32), NUMBER, journey.now, "code"), ev.CaseNotFiled(CaseId("9" * 32), "disk_full")
    )

    assert isinstance(journey.screen, Done)
    assert journey.effects == []
