"""What a resident says of their case: only what the platform would take, and on the disk before it is promised."""

from dataclasses import replace

import pytest

from kiosk.cases import CaseState, ResidentAct
from kiosk.core.ids import CaseId, MessageId
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.hearing import Hearing
from kiosk.session.moves import has_something_to_lose
from kiosk.session.on_word import MOST_LENGTH
from kiosk.session.screen_phrases import phrases_of_screen
from kiosk.session.screens import CaseActs, CaseDetail, CaseList, CaseWord, Delivery, Reprint, WordKept
from kiosk.session.states import Mode
from kiosk.session.traces import own_texts
from kiosk.wire import MAX_WORD_LENGTH
from tests.helpers.scenes import MACHINES
from tests.helpers.served import ANSWER, case
from tests.helpers.session_world import Journey
from tests.helpers.view_context import real_catalogue, real_texts
from tests.unit.session import screens

REPLY, WITHDRAW, PHONE = ResidentAct.REPLY, ResidentAct.WITHDRAW, ResidentAct.CORRECT_PHONE
WORDS = "钱还没有到账"


def answered(may: tuple[ResidentAct, ...]) -> Journey:
    """The answer to one's only case."""
    journey = Journey().at_cases()
    told = case(CaseState.CLOSED, answer=ANSWER, may=may)
    return journey.hand(ev.CasesFound(journey.state.session_serial, (told,)))


def word(journey: Journey) -> CaseWord:
    assert isinstance(journey.screen, CaseWord)
    return journey.screen


def kept(journey: Journey) -> WordKept:
    assert isinstance(journey.screen, WordKept)
    return journey.screen


def test_what_the_platform_would_not_take_cannot_be_begun() -> None:
    assert isinstance(answered(()).hand(ev.ActsOpened()).screen, CaseDetail)
    assert isinstance(answered((REPLY,)).hand(ev.ActChosen(WITHDRAW)).screen, CaseDetail)
    assert word(answered((REPLY,)).hand(ev.ActChosen(REPLY))).act is REPLY


def test_what_is_said_is_committed_once_and_promised_only_then() -> None:
    journey = screens.saying().hand(ev.WordTyped(WORDS), ev.SubmitPressed(), ev.SubmitPressed())
    (filed,) = journey.done_for(do.FileWord)
    assert (filed.act, filed.text) == (REPLY, WORDS)
    assert word(journey).saving
    assert journey.state.busy_with_effect
    journey.hand(ev.WordFiled(journey.state.session_serial, MessageId("5" * 32)))
    assert kept(journey).delivery is Delivery.WAITING
    journey.hand(ev.DeliveryChanged("5" * 32, Delivery.ACKNOWLEDGED))
    assert kept(journey).delivery is Delivery.ACKNOWLEDGED


def test_a_full_disk_is_told_and_what_was_written_is_still_there() -> None:
    journey = screens.saying().hand(ev.WordTyped(WORDS), ev.SubmitPressed())
    journey.hand(ev.WordNotFiled(journey.state.session_serial, "disk_full"))
    assert (word(journey).not_saved, word(journey).text, word(journey).saving) == ("disk_full", WORDS, False)
    assert word(journey.hand(ev.RetryPressed())).saving


@pytest.mark.parametrize(("act", "text"), [(REPLY, "  "), (PHONE, ""), (PHONE, "2385"), (PHONE, WORDS)])
def test_what_says_nothing_is_not_handed_over(act: ResidentAct, text: str) -> None:
    journey = screens.saying(act).hand(ev.WordTyped(text), ev.SubmitPressed())
    assert word(journey).show_problem
    assert not journey.done_for(do.FileWord)


def test_a_case_is_reopened_and_withdrawn_without_a_word() -> None:
    for act in (ResidentAct.REOPEN, WITHDRAW):
        journey = screens.saying(act).hand(ev.SubmitPressed())
        assert [filed.act for filed in journey.done_for(do.FileWord)] == [act]


def test_a_word_is_no_longer_than_the_wire_takes() -> None:
    assert len(word(screens.saying().hand(ev.WordTyped("说" * 999))).text) == MOST_LENGTH == MAX_WORD_LENGTH


def test_the_way_back_leads_where_it_was_chosen() -> None:
    assert isinstance(screens.saying().hand(ev.BackPressed()).screen, CaseActs)
    assert isinstance(screens.saying().hand(ev.BackPressed(), ev.BackPressed()).screen, CaseDetail)
    assert isinstance(answered((REPLY,)).hand(ev.ActChosen(REPLY), ev.BackPressed()).screen, CaseDetail)


def test_the_slip_can_be_printed_from_there_too() -> None:
    journey = screens.acts().hand(ev.ReprintPressed())
    assert journey.done_for(do.SignSlip)
    journey.hand(ev.SlipSigned(CaseId(case().case_id), "code"))
    assert isinstance(journey.screen, Reprint)


def test_what_came_of_it_is_asked_of_the_platform() -> None:
    journey = screens.said().hand(ev.AnotherPressed())
    assert isinstance(journey.screen, CaseList)


def test_who_leaves_is_asked_first_once_something_is_written() -> None:
    assert not has_something_to_lose(screens.saying().state)
    assert has_something_to_lose(screens.saying().hand(ev.WordTyped(WORDS)).state)


def test_what_was_written_is_looked_for_after_the_session() -> None:
    assert WORDS in set(own_texts(screens.saying().hand(ev.WordTyped(WORDS)).state))


def test_another_sessions_answer_changes_nothing() -> None:
    journey = screens.saying().hand(ev.WordTyped(WORDS), ev.SubmitPressed())
    before = journey.screen
    journey.hand(ev.WordFiled(journey.state.session_serial - 1, MessageId("5" * 32)))
    assert journey.screen == replace(word(journey)) == before


@pytest.mark.parametrize(("mode", "by_ear"), [(Mode.STANDARD, True), (Mode.ELDER, False)])
def test_what_is_wrong_is_said_with_its_field(mode: Mode, by_ear: bool) -> None:
    """您填的都还在，请看带叹号的那一项: who sees none was not told that nothing had been written."""
    journey = screens.saying()
    journey.state = replace(journey.state, mode=mode, hearing=Hearing(by_ear=by_ear))
    before = len(journey.effects)
    journey.hand(ev.SubmitPressed())

    assert do.SpeakScreen() in journey.effects[before:]
    said = phrases_of_screen(journey.state, MACHINES, real_catalogue(), real_texts(), "right", requested=False)
    assert said[0].caption == "您要说的话，还没有写。"
