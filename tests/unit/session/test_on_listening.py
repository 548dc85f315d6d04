"""Speaking to the machine: first it says so, then it listens, and what it understood is what a hand would have done."""

from dataclasses import replace

import pytest

from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.meant import Meant, meant
from kiosk.session.overlays import Listening
from kiosk.session.screens import Category, Form, Home, Idle, Search
from kiosk.session.states import Mode
from kiosk.speech import utterances_for
from tests.helpers.session_world import Journey
from tests.helpers.view_context import real_texts


def at_home(mode: Mode = Mode.ELDER) -> Journey:
    return Journey().hand(ev.ListeningChanged(can=True), ev.Started(mode)).forget_effects()


def listening(journey: Journey) -> Journey:
    """The hand, the machine's own words, its silence."""
    return journey.hand(ev.ListenPressed(), ev.SpeechChanged(speaking=True), ev.SpeechChanged(speaking=False))


def says(journey: Journey, text: str) -> Journey:
    """Somebody is listened to, and these are their words."""
    listening(journey).forget_effects()
    return journey.hand(ev.SpeechHeard(journey.state.listen_serial, meant(text, real_texts())))


def test_the_microphone_is_opened_only_when_the_machine_has_said_so_and_is_silent() -> None:
    journey = at_home().hand(ev.ListenPressed(), ev.SpeechChanged(speaking=True))
    assert journey.effects == [do.at_once("listening")]
    assert journey.state.overlay == Listening(1, is_open=False)

    journey.hand(ev.SpeechChanged(speaking=False))
    assert journey.effects[1:] == [do.Listen(1)]
    assert journey.state.overlay == Listening(1, is_open=True)


def test_nobody_is_asked_to_speak_where_nobody_can_be_understood() -> None:
    journey = Journey().hand(ev.Started(Mode.ELDER)).forget_effects().hand(ev.ListenPressed())
    assert (journey.effects, journey.state.overlay) == ([], None)


@pytest.mark.parametrize(
    "event", [ev.OverlayDismissed(), ev.BackPressed(), ev.HomePressed(), ev.HelpPressed(), ev.ExitPressed()]
)
def test_whatever_takes_the_sign_from_the_screen_closes_the_microphone(event: ev.Event) -> None:
    journey = listening(at_home()).forget_effects().hand(event)
    assert do.StopListening() in journey.effects
    assert not isinstance(journey.state.overlay, Listening)


def test_who_has_said_it_need_not_wait_until_the_machine_notices() -> None:
    journey = listening(at_home()).forget_effects().hand(ev.SpokenEnough())
    assert journey.effects == [do.EndListening()]
    assert journey.state.overlay == Listening(1, is_open=True)


def test_a_number_opens_what_stands_there() -> None:
    assert says(at_home(), "第三个").screen == Category("elder-care")


def test_so_does_its_name_or_a_part_of_it() -> None:
    assert says(at_home(), "高龄津贴").screen == Category("elder-care")


def test_a_number_that_nothing_has_is_not_understood() -> None:
    journey = says(at_home(), "九")
    assert journey.screen == Home()
    assert journey.effects[-1] == do.at_once("not_understood")


def test_what_is_said_on_the_home_screen_is_looked_for() -> None:
    journey = says(at_home(Mode.STANDARD), "我想办临时救助")
    assert journey.screen == Search("临时救助")
    assert journey.effects[-1] == do.SpeakScreen(requested=True)


def test_back_once_more_and_help_are_understood() -> None:
    category = at_home().hand(ev.CategoryChosen("elder-care"))
    assert says(category, "返回").screen == Home()
    assert do.SpeakScreen(requested=True) in says(at_home(), "再说一遍").effects
    assert any(isinstance(effect, do.CallHelp) for effect in says(at_home(), "找人帮忙").effects)
    assert says(at_home(), "返回").screen == Idle()


def choice() -> Journey:
    journey = Journey().at_form(Mode.ELDER).hand(ev.ListeningChanged(can=True))
    while isinstance(journey.screen, Form) and journey.screen.page < 2:
        journey.state = replace(journey.state, screen=replace(journey.screen, page=journey.screen.page + 1))
    return journey.forget_effects()


def test_a_question_of_the_form_is_answered_by_number_and_the_answer_is_said() -> None:
    journey = says(choice(), "一")
    assert journey.state.draft is not None
    assert journey.state.draft.answers["payout_way"] == "social_card"
    (told,) = journey.done_for(do.Speak)
    assert [phrase.text for phrase in utterances_for(told.key, told.params, real_texts())] == ["好，打到社保卡。"]


def test_a_question_of_the_form_is_answered_by_name() -> None:
    journey = says(choice(), "打到社保卡")
    assert journey.state.draft is not None
    assert journey.state.draft.answers["payout_way"] == "social_card"


def test_what_comes_after_the_sign_has_gone_counts_for_nothing() -> None:
    journey = listening(at_home()).hand(ev.OverlayDismissed()).forget_effects()
    journey.hand(ev.SpeechHeard(1, Meant(number=1)))
    assert (journey.screen, journey.effects) == (Home(), [])


@pytest.mark.parametrize("heard", [None, Meant()])
def test_a_microphone_that_goes_and_words_that_nobody_understands_lead_back_to_the_hand(heard: Meant | None) -> None:
    journey = listening(at_home()).forget_effects().hand(ev.SpeechHeard(1, heard))
    assert journey.state.overlay is None
    assert journey.effects == [do.StopListening(), do.at_once("not_understood")]


def test_the_next_resident_is_not_listened_to() -> None:
    journey = listening(at_home()).hand(ev.ExitPressed())
    assert journey.state.overlay is None
    assert journey.state.can_listen
