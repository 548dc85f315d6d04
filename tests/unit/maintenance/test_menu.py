"""Being led: what the machine sees goes on by itself, and nothing is mended that it does not confirm."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.contracts.printer import NotStarted, Partial, Printed, PrintResult, PrintTrouble, Unknown
from kiosk.maintenance import menu as me
from kiosk.maintenance.access import Action
from kiosk.maintenance.facts import Facts
from kiosk.maintenance.menu import Do, GoTo, Led, Menu, PrintTest, Told, advance
from kiosk.maintenance.needs import Kind
from kiosk.maintenance.pages import Page
from kiosk.maintenance.printer_test import PrinterTest, Question, Stage
from tests.helpers.machine_facts import NO_PAPER, OPEN, OPEN_LOADED, STUCK_QUEUE, facts

OUT, WELL = facts(NO_PAPER), facts()
PRINTED = Printed("gs_r_behind_cut")


def led(kind: Kind = Kind.NO_PAPER, seen: Facts = OUT) -> Menu:
    return advance(Menu(), me.NeedChosen(kind), seen)[0]


def after(menu: Menu, *events: me.Event, seen: Facts) -> Menu:
    for event in events:
        menu, _ = advance(menu, event, seen)
    return menu


def at_test(seen: Facts = WELL) -> Menu:
    """Through all four steps of the paper."""
    return after(led(), *[me.StepDone()] * 4, seen=seen)


def good(menu: Menu) -> Menu:
    return after(menu, *[me.Answered(question, is_good=True) for question in Question], seen=WELL)


def test_a_need_opens_its_guide_and_a_dead_letter_the_queue() -> None:
    assert advance(Menu(), me.NeedChosen(Kind.NO_PAPER), OUT) == (Menu(Led(Kind.NO_PAPER)), (GoTo(Page.GUIDE),))
    assert advance(Menu(), me.NeedChosen(Kind.QUEUE), facts(queue=STUCK_QUEUE)) == (Menu(), (GoTo(Page.QUEUE),))


def test_the_cover_that_opens_is_seen_and_the_core_is_the_hands_to_say() -> None:
    opened = after(led(), me.Looked(), seen=facts(OPEN))
    assert (opened.led and opened.led.index) == 1
    assert after(opened, me.Looked(), seen=facts(OPEN)) == opened


def test_whoever_opened_the_cover_before_is_not_told_to() -> None:
    menu = led(seen=facts(OPEN))
    assert (menu.led and menu.led.index) == 1


def test_paper_that_lies_in_an_open_printer_is_not_closed_yet() -> None:
    at_close = after(led(), *[me.StepDone()] * 3, seen=facts(OPEN_LOADED))
    assert after(at_close, me.Looked(), seen=facts(OPEN_LOADED)).test.stage is Stage.READY
    menu, wishes = advance(at_close, me.Looked(), WELL)
    assert (menu.test.stage, wishes) == (Stage.PRINTING, (GoTo(Page.PRINTER_TEST), PrintTest(1)))


def test_a_page_that_came_out_and_an_eye_that_found_it_good_mend_it() -> None:
    menu = good(after(at_test(), me.TestEnded(1, PRINTED), seen=WELL))
    mended, wishes = advance(menu, me.Finished(), WELL)
    assert (mended.told, mended.mended, wishes) == (Told.MENDED, Kind.NO_PAPER, (GoTo(Page.FRONT),))


@pytest.mark.parametrize(
    "result", [NotStarted(PrintTrouble.PAPER_OUT), Partial(PrintTrouble.JAMMED), Unknown(PrintTrouble.GONE)]
)
def test_a_page_that_did_not_come_out_is_no_page_whatever_is_answered(result: PrintResult) -> None:
    menu = good(after(at_test(), me.TestEnded(1, result), seen=WELL))
    assert menu.test.stage is Stage.FAILED
    assert after(menu, me.Finished(), seen=WELL).told is Told.NOT_YET


def test_a_model_that_confirms_nothing_is_judged_by_the_eye() -> None:
    unconfirmed = Unknown(PrintTrouble.UNCONFIRMED)
    menu = good(after(at_test(), me.TestEnded(1, unconfirmed), seen=WELL))
    assert after(menu, me.Finished(), seen=WELL).told is Told.MENDED


def test_white_stripes_are_no_good_page_and_another_one_is_looked_at_anew() -> None:
    menu = after(at_test(), me.TestEnded(1, PRINTED), seen=WELL)
    striped = after(good(menu), me.Answered(Question.STRIPES, is_good=False), seen=WELL)
    assert after(striped, me.Finished(), seen=WELL).told is Told.NOT_YET
    again, wishes = advance(striped, me.TestWanted(), WELL)
    assert (again.test.answers, wishes) == ({}, (PrintTest(2),))


def test_one_page_at_a_time_and_the_end_of_an_earlier_one_says_nothing() -> None:
    printing = at_test()
    assert advance(printing, me.TestWanted(), WELL) == (printing, ())
    assert after(printing, me.TestEnded(7, PRINTED), seen=WELL) == printing


def test_a_step_that_cannot_be_done_shows_who_helps_until_the_next() -> None:
    stuck = after(led(), me.Stuck(), seen=OUT)
    assert stuck.is_stuck
    assert not after(stuck, me.StepDone(), seen=OUT).is_stuck


def test_an_act_is_carried_out_by_the_shell_and_its_end_is_told() -> None:
    waiting, wishes = advance(Menu(), me.ActWanted(Action.SYNC_NOW), WELL)
    assert (waiting.told, wishes) == (Told.SYNCING, (Do(Action.SYNC_NOW),))
    assert after(waiting, me.ActEnded(Action.SYNC_NOW, is_done=False), seen=WELL).told is Told.FAILED


def test_nothing_is_kept_of_a_page_that_was_left() -> None:
    assert after(at_test(), me.Left(Page.FRONT), seen=WELL) == Menu(test=PrinterTest(serial=1))
    assert after(led(), me.Left(Page.GUIDE), seen=OUT).led == Led(Kind.NO_PAPER)


EVENTS = st.sampled_from([
    me.Looked(), me.NeedChosen(Kind.NO_PAPER), me.NeedChosen(Kind.JAM), me.NeedChosen(Kind.NETWORK), me.StepDone(),
    me.Stuck(), me.StepsAgain(), me.TestWanted(), me.Finished(), me.Left(Page.GUIDE), me.Left(Page.PRINTER_TEST),
    *(me.Answered(question, good) for question, good in itertools.product(Question, (True, False))),
    *(me.TestEnded(serial, NotStarted(PrintTrouble.PAPER_OUT)) for serial in range(1, 4)),
])  # fmt: skip


@given(st.lists(EVENTS, max_size=40))
def test_whatever_a_hand_does_a_printer_that_is_out_is_never_called_mended(events: list[me.Event]) -> None:
    menu = Menu()
    for event in events:
        menu, _ = advance(menu, event, OUT)
        assert menu.mended in (None, Kind.JAM, Kind.NETWORK)
        assert not (menu.told is Told.MENDED and menu.mended is None)
