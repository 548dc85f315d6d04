"""The slip of a case filed before, printed once more at whatever machine the resident stands before."""

import pytest

from devices.contracts.printer import NotStarted, Partial, Printed, PrintResult, PrintTrouble, Unknown
from kiosk.core.ids import CaseId
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.screens import CaseDetail, Home, Idle, PrintState, Reprint
from kiosk.session.states import Mode
from kiosk.wire import check_slip, thumbprint
from tests.helpers.served import CASE_ID, NUMBER, SIGNER, case
from tests.helpers.session_world import Journey
from tests.unit.session import screens

KEYS = {thumbprint(SIGNER.public_key): SIGNER.public_key}
MARK = Printed("mark")


def copied(journey: Journey) -> Reprint:
    assert isinstance(journey.screen, Reprint)
    return journey.screen


def print_ends(journey: Journey, result: PrintResult) -> Journey:
    return journey.hand(ev.PrintEnded(CaseId(CASE_ID), result))


def slips(journey: Journey) -> list[do.PrintReceipt]:
    return journey.done_for(do.PrintReceipt)


def test_the_copy_carries_the_number_and_the_moment_of_the_case_signed_by_this_machine() -> None:
    journey = screens.copying()

    (slip,) = slips(journey)
    assert (slip.number, slip.filed_at, slip.delivered) == (NUMBER, case().filed_at, True)
    assert slip.progress is not None
    claim = check_slip(slip.code, KEYS)
    assert claim is not None
    assert (claim.number, claim.filed_at) == (NUMBER, case().filed_at)
    assert copied(journey).code == slip.code
    assert journey.state.busy_with_effect


def test_nobody_may_cut_it_off_and_then_the_way_leads_back_to_the_case() -> None:
    journey = screens.copying().hand(ev.BackPressed(), ev.HomePressed(), ev.FinishPressed(), ev.PrintPressed())
    assert copied(journey).printing is PrintState.PRINTING
    assert len(slips(journey)) == 1

    print_ends(journey, MARK).hand(ev.BackPressed())
    assert isinstance(journey.screen, CaseDetail)


def test_who_has_the_copy_may_go() -> None:
    journey = screens.reprinted().hand(ev.FinishPressed())
    assert journey.screen == Idle()
    assert journey.done_for(do.LogSessionEnded)[-1].outcome == "completed"


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (NotStarted(PrintTrouble.GONE), PrintState.NOT_STARTED),
        (Partial(PrintTrouble.PAPER_OUT), PrintState.PARTIAL),
        (Unknown(PrintTrouble.OFFLINE), PrintState.UNKNOWN),
    ],
)
def test_what_is_not_whole_is_told_and_printed_again_only_by_a_hand(result: PrintResult, told: PrintState) -> None:
    journey = print_ends(screens.copying(), result).hand(ev.NetworkChanged(False), ev.NetworkChanged(True)).tick(60)
    assert copied(journey).printing is told
    assert len(slips(journey)) == 1

    journey.hand(ev.PrintPressed())
    assert [slip.copy_count for slip in slips(journey)] == [1, 2]
    assert copied(journey).printing is PrintState.PRINTING


def test_without_paper_it_may_be_left_or_scanned_from_the_screen() -> None:
    for wish, shows_code in ((ev.ReceiptDeclined(), False), (ev.ShowCodePressed(), True)):
        journey = screens.copying().hand(ev.PrintWaits(CaseId(CASE_ID), PrintState.WAITING_FOR_PAPER), wish)
        assert copied(journey).printing is PrintState.DECLINED
        assert copied(journey).shows_code is shows_code
        assert journey.effects[-1] == do.StopPrinting()
        journey.hand(ev.BackPressed())
        assert copied(journey).stopping  # the end of this slip must not be taken for the next one's
        print_ends(journey, NotStarted(PrintTrouble.CANCELLED)).hand(ev.BackPressed())
        assert isinstance(journey.screen, CaseDetail)


def test_a_crash_while_it_prints_leaves_the_slip_unknown() -> None:
    journey = screens.copying().hand(ev.Crashed())
    assert copied(journey).printing is PrintState.UNKNOWN


@pytest.mark.parametrize("mode", [Mode.STANDARD, Mode.ELDER])
def test_it_is_printed_in_the_mode_the_resident_reads(mode: Mode) -> None:
    journey = screens.case_detail().hand(ev.ModeChosen(mode), ev.ReprintPressed())
    assert slips(journey)[-1].mode is mode


def test_going_home_drops_the_person() -> None:
    journey = screens.reprinted().hand(ev.HomePressed())
    assert isinstance(journey.screen, Home)
    assert journey.state.person is None


def test_nothing_is_printed_before_it_is_signed_nor_for_who_left_the_case_meanwhile() -> None:
    journey = screens.case_detail()
    journey.answers.pop(do.SignSlip)
    journey.hand(ev.ReprintPressed(), ev.SlipSigned(CaseId("9" * 32), "another's"))
    assert isinstance(journey.screen, CaseDetail)
    assert slips(journey) == []
    wished = journey.done_for(do.SignSlip)[-1]
    journey.hand(ev.BackPressed(), ev.SlipSigned(wished.case_id, "code"))
    assert slips(journey) == []


def test_pressed_twice_it_is_printed_once() -> None:
    journey = screens.case_detail()
    journey.answers.pop(do.SignSlip)
    journey.hand(ev.ReprintPressed(), ev.ReprintPressed())
    for wished in journey.done_for(do.SignSlip):
        journey.hand(ev.SlipSigned(wished.case_id, "code"))
    assert [slip.code for slip in slips(journey)] == ["code"]
