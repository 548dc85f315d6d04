"""By ear: headphones, the keypad's keys for help, loudness and speed; all of it gone with the resident."""

import math
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from devices.contracts.card_reader import CardMedia, CardRead
from devices.contracts.printer import Printed
from kiosk.cases import Answer, CaseState, CloseResult
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.hearing import RATES_PERCENT, VOLUMES_PERCENT, Telling
from kiosk.session.read_out import held_open, read_out
from kiosk.session.screen_phrases import phrases_of_screen
from kiosk.session.screens import CaseDetail, Done, Form, Home, Identify, Idle, Notice, Review, ScanState, Supply
from kiosk.session.states import Mode
from tests.helpers.fake_session import ALL_WELL
from tests.helpers.session_world import GUILAN_CARD, STROKES, Journey
from tests.helpers.view_context import real_texts
from tests.unit.session import screens

VOLUME, RATE, HELP, SPELL, MORE, TAKE = (
    ev.EarKey(ev.Ear(key)) for key in ("volume", "rate", "help", "spell", "more", "take")
)
TOUCHED = ev.Touched()
BACK, DARK = (MORE,) * 4, (MORE,) * 5
"""What the down key offers after so many presses, where no headphones are in."""


def test_no_step_of_loudness_is_more_than_ten_decibels_and_speed_goes_from_half_to_double() -> None:
    assert max(20 * math.log10(high / low) for low, high in pairwise(VOLUMES_PERCENT)) <= 10
    assert (RATES_PERCENT[0], RATES_PERCENT[-1], len(RATES_PERCENT)) == (50, 200, 7)


@pytest.mark.parametrize(("key", "count"), [(VOLUME, len(VOLUMES_PERCENT)), (RATE, len(RATES_PERCENT))])
def test_one_key_goes_round_through_every_step_and_says_each(key: ev.EarKey, count: int) -> None:
    journey = Journey().hand(ev.Started())
    first = journey.state.hearing

    journey.hand(*[key] * count)

    assert journey.state.hearing == first
    assert len({told.params["step"] for told in journey.done_for(do.Aside)}) == count


def test_pressed_once_more_reading_aloud_stops_though_the_finger_had_silenced_it_already() -> None:
    journey = Journey().hand(ev.Started(), ev.ReadAloudPressed(), ev.SpeechChanged(speaking=True)).forget_effects()

    journey.hand(ev.Touched(), ev.SpeechChanged(speaking=False), ev.ReadAloudPressed())
    assert journey.effects == [do.Hush(), do.StopSpeaking()]

    journey.hand(ev.Touched(), ev.ReadAloudPressed())
    assert journey.effects[-1] == do.SpeakScreen(requested=True)


def test_who_goes_by_ear_has_it_read_though_its_name_is_just_being_said() -> None:
    journey = Journey().hand(HELP, ev.SpeechChanged(speaking=True)).forget_effects().hand(ev.ReadAloudPressed())

    assert journey.effects == [do.StopSpeaking(), do.SpeakScreen(requested=True)]


def test_who_comes_to_a_resting_machine_begins_by_ear_with_the_help_key() -> None:
    journey = Journey().hand(HELP)

    assert isinstance(journey.screen, Home)
    assert journey.state.hearing.by_ear
    assert journey.effects[-3:] == [do.StopSpeaking(), do.Speak("by_ear"), do.SpeakScreen()]


@pytest.mark.parametrize("name", sorted(set(screens.EVERY_SCREEN) - {"Idle"}))
def test_the_help_key_reads_everything_on_every_screen_and_changes_none(name: str) -> None:
    journey = screens.EVERY_SCREEN[name]().hand(HELP)
    before = journey.screen

    journey.hand(HELP)

    assert journey.screen == before
    assert journey.effects[-2:] == [do.StopSpeaking(), do.Tell(Telling.EVERYTHING)]


@pytest.mark.parametrize("name", sorted(set(screens.EVERY_SCREEN) - {"Idle"}))
def test_where_what_is_chosen_and_the_way_back_are_offered_on_every_screen_and_change_none(name: str) -> None:
    journey = screens.EVERY_SCREEN[name]().hand(HELP)
    before, told = journey.screen, len(journey.effects)

    journey.hand(SPELL, *[MORE] * 6)

    assert journey.screen == before
    asked = [effect for effect in journey.effects[told:] if isinstance(effect, do.Tell | do.Speak)]
    assert asked[:3] == [do.Tell(what) for what in (Telling.SPELLING, Telling.PLACE, Telling.CHOSEN)]
    assert asked[3] == do.Speak("ear_aloud")
    assert asked[4] in (do.Speak("ear_back"), do.Speak("ear_no_back"))
    assert asked[5:] == [do.Speak("ear_dark"), do.Tell(Telling.PLACE)]


def test_the_help_key_pressed_once_more_says_what_each_key_does() -> None:
    journey = Journey().hand(HELP, HELP, HELP)

    assert journey.effects[-1] == do.Speak("ear_keys")
    assert journey.hand(HELP).effects[-1] == do.Tell(Telling.EVERYTHING)
    assert journey.hand(TOUCHED, HELP).effects[-1] == do.Tell(Telling.EVERYTHING)


def test_the_way_back_that_was_offered_is_taken_with_the_select_key() -> None:
    journey = Journey().at_identify().hand(HELP, *BACK)
    assert journey.state.hearing.takes_select

    journey.hand(TAKE)

    assert isinstance(journey.screen, Notice)
    assert not journey.state.hearing.takes_select


def test_from_the_home_screen_the_way_back_is_out() -> None:
    journey = Journey().hand(HELP, *BACK, TAKE)

    assert isinstance(journey.screen, Idle)


def test_what_was_offered_is_gone_when_the_keypad_moves_on() -> None:
    journey = Journey().at_identify().hand(HELP, *BACK, TOUCHED)
    before = journey.screen

    journey.hand(TAKE)

    assert journey.screen == before


def test_a_card_that_is_read_meanwhile_takes_the_way_back_out_of_the_hand() -> None:
    journey = Journey().at_identify().hand(HELP, *BACK, ev.CardSeen(CardMedia.PRESENT))

    journey.hand(ev.CardReadEnded(journey.state.read_serial, CardRead(GUILAN_CARD)))

    assert isinstance(journey.screen, Form)
    assert not journey.state.hearing.takes_select


def test_there_is_no_way_back_while_something_is_under_way() -> None:
    journey = Journey().at_review().hand(HELP, ev.Signed(STROKES), ev.SubmitPressed())
    before = journey.screen

    journey.hand(*BACK, TAKE)

    assert journey.screen == before
    assert do.Speak("ear_no_back") in journey.effects


def test_who_sees_the_screen_has_the_arrows_for_the_screen() -> None:
    journey = Journey().hand(ev.Started())
    told = len(journey.effects)

    journey.hand(SPELL, MORE, TAKE)

    assert journey.effects[told:] == []


# ── a screen that nobody sees ──────────────────────────────────────────────────────────────────────────────────────


def test_the_screen_is_darkened_and_lit_by_choice_and_each_is_said() -> None:
    journey = Journey().hand(HELP, *DARK, TAKE)
    assert (journey.state.hearing.is_dark, journey.effects[-1]) == (True, do.Speak("ear_darkened"))

    journey.hand(TAKE)
    assert (journey.state.hearing.is_dark, journey.effects[-1]) == (False, do.Speak("ear_lit"))


def test_who_cannot_see_it_hears_that_somebody_lit_the_screen() -> None:
    journey = Journey().hand(HELP, *DARK, TAKE, ev.EarKey(ev.Ear.LIGHT))

    assert not journey.state.hearing.is_dark
    assert journey.effects[-1] == do.Speak("ear_lit")


def test_a_hand_on_the_screen_goes_on_by_the_eye_and_whoever_hears_is_told() -> None:
    journey = Journey().at_identify().hand(HELP, *DARK, TAKE, ev.EarKey(ev.Ear.LOOK))

    assert (journey.state.hearing.by_ear, journey.state.hearing.is_dark) == (False, False)
    assert journey.effects[-1] == do.Speak("ear_seen")
    assert isinstance(journey.screen, Identify)


@pytest.mark.parametrize("event", [ev.EarKey(ev.Ear.LOOK), ev.EarKey(ev.Ear.DARKEN)])
def test_who_works_by_the_eye_has_nothing_darkened(event: ev.Event) -> None:
    journey = Journey().at_identify()
    before = journey.state.hearing

    assert journey.hand(event).state.hearing == before


@pytest.mark.parametrize("leave", [ev.ExitPressed(), ev.Crashed()])
def test_the_next_resident_has_a_lit_screen(leave: ev.Event) -> None:
    journey = Journey().hand(HELP, *DARK, TAKE, leave)

    assert isinstance(journey.screen, Idle)
    assert not journey.state.hearing.is_dark


def test_who_cannot_see_the_idle_screen_hears_that_it_is_over() -> None:
    heard = Journey().hand(HELP, ev.ExitPressed())
    seen = Journey().hand(ev.Started(), ev.ExitPressed())

    assert heard.effects[-1] == do.Speak("ear_over")
    assert do.Speak("ear_over") not in seen.effects


def test_the_screen_stays_dark_from_screen_to_screen() -> None:
    journey = Journey().at_identify().hand(HELP, *DARK, TAKE, ev.BackPressed())

    assert isinstance(journey.screen, Notice)
    assert journey.state.hearing.is_dark


def test_pulled_headphones_are_silence_before_anything_else() -> None:
    journey = Journey().hand(ev.HeadphonesChanged(plugged=True), HELP)
    told = len(journey.effects)

    journey.hand(ev.HeadphonesChanged(plugged=False))

    assert journey.effects[told:] == [do.StopSpeaking(), do.Speak("headphones_out")]
    assert not journey.state.in_private


def test_headphones_that_stay_in_are_told_once() -> None:
    journey = Journey().hand(ev.HeadphonesChanged(plugged=True), ev.HeadphonesChanged(plugged=True))

    assert [told.key for told in journey.done_for(do.Speak)] == ["headphones_in"]


def test_the_next_resident_hears_as_the_machine_was_installed_and_the_headphones_are_still_in() -> None:
    journey = Journey().hand(ev.HeadphonesChanged(plugged=True), HELP, VOLUME, RATE)

    journey.hand(ev.ExitPressed())

    assert isinstance(journey.screen, Idle)
    assert journey.state.hearing == Journey().state.hearing
    assert journey.state.in_private


# ── a key instead of a signature ───────────────────────────────────────────────────────────────────────────────────

SIGN = ev.SignByKeyPressed()


def listening(in_private: bool = True) -> Journey:
    """At the review, by ear."""
    return Journey().at_review(Mode.STANDARD).hand(ev.HeadphonesChanged(plugged=in_private), HELP)


def test_nothing_is_signed_by_key_before_all_of_it_was_heard() -> None:
    journey = listening().hand(SIGN, ev.SubmitPressed())

    assert journey.state.draft is not None
    assert not journey.state.draft.is_signed
    assert journey.done_for(do.ReadOut)
    assert isinstance(journey.screen, Review)


def test_what_was_heard_to_its_end_is_confirmed_with_its_words_and_moment() -> None:
    journey = listening().hand(SIGN)
    journey.hand(ev.ReadOutEnded(journey.state.session_serial, "姓名：张桂兰。"), SIGN, ev.SubmitPressed())

    filed = journey.done_for(do.FileCase)[0].draft.confirmation
    assert filed is not None
    assert (filed.text, filed.at.tzinfo) == ("姓名：张桂兰。", UTC)


@pytest.mark.parametrize("change", [ev.ConsentDecided("sms", given=True), ev.AnswerGiven("phone", "13855550101")])
def test_what_changed_since_has_to_be_heard_again(change: ev.Event) -> None:
    journey = listening().hand(SIGN)
    journey.hand(ev.ReadOutEnded(journey.state.session_serial, "…"), SIGN)
    if isinstance(change, ev.AnswerGiven):
        journey.hand(ev.EditPressed("phone"))

    journey.hand(change)

    assert journey.state.draft is not None
    assert not journey.state.draft.is_signed
    assert not journey.state.draft.heard_text


def test_without_headphones_nothing_of_a_person_is_read_out_and_nothing_signed() -> None:
    journey = listening(in_private=False).hand(SIGN)

    assert not journey.done_for(do.ReadOut)
    assert journey.effects[-1] == do.Speak("sign_by_key_in_private")


def test_who_sees_the_screen_signs_with_a_finger() -> None:
    journey = Journey().at_review(Mode.STANDARD).hand(SIGN, ev.SubmitPressed())

    assert not journey.done_for(do.ReadOut)
    assert isinstance(journey.screen, Review)


def test_words_heard_in_an_earlier_matter_confirm_nothing() -> None:
    journey = listening().hand(SIGN)

    journey.hand(ev.ReadOutEnded(journey.state.session_serial - 1, "…"))

    assert journey.state.draft is not None
    assert not journey.state.draft.heard_text


# ── once more for who did nothing ──────────────────────────────────────────────────────────────────────────────────


def test_an_elder_who_does_nothing_for_ten_seconds_is_asked_once_more_and_then_told_how_to_hear_it() -> None:
    journey = Journey().hand(ev.Started(Mode.ELDER))
    told = len(journey.effects)

    for _ in range(4):
        journey.tick(10)

    assert journey.effects[told:] == [do.SpeakScreen(requested=True), do.while_true("not_heard")]


def test_who_reads_for_themselves_is_left_in_peace() -> None:
    journey = Journey().hand(ev.Started(Mode.STANDARD))
    told = len(journey.effects)

    journey.tick(10).tick(10)

    assert journey.effects[told:] == []


def test_a_hand_begins_the_ten_seconds_anew_and_speech_is_not_talked_over() -> None:
    journey = Journey().hand(ev.Started(Mode.ELDER)).tick(9).hand(ev.Touched()).tick(9)
    journey.hand(ev.SpeechChanged(speaking=True)).tick(11)
    assert do.SpeakScreen(requested=True) not in journey.effects

    journey.hand(ev.SpeechChanged(speaking=False)).tick(10)
    assert journey.effects[-1] == do.SpeakScreen(requested=True)


HELD = ev.Revealed("bank_account")


def test_a_masked_answer_is_heard_in_full_by_who_holds_it_open_and_cannot_see_it() -> None:
    journey = listening().hand(HELD)

    assert journey.effects[-2:] == [do.StopSpeaking(), do.ReadValue("bank_account")]


def test_the_room_does_not_hear_what_is_held_open() -> None:
    journey = listening(in_private=False).hand(HELD)

    assert not journey.done_for(do.ReadValue)
    assert journey.effects[-1] == do.Speak("sign_by_key_in_private")


def test_who_sees_the_screen_reads_what_is_held_open() -> None:
    journey = Journey().at_review(Mode.STANDARD).hand(HELD)

    assert journey.effects[-1] == do.LogReveal("bank_account")


def test_one_answer_is_said_unmasked_and_all_of_them_where_all_are_shown() -> None:
    journey = listening()
    draft, person = journey.state.draft, journey.state.person
    assert draft is not None
    assert person is not None
    texts = real_texts()

    one = held_open(journey.state, journey.catalogue, texts, "residence_address")

    assert one.endswith(f"{draft.answers['residence_address']}。")
    assert person.id_number not in one
    assert held_open(journey.state, journey.catalogue, texts, "all") == read_out(
        journey.state, journey.catalogue, texts
    )


def test_a_hand_that_feels_its_way_is_told_the_edge_and_not_the_light() -> None:
    said = said_of(Journey().at_identify().hand(HELP))

    assert said == "请把身份证放在屏幕下边，摸到最右边的地方。卡放平，哪一面朝上都行。"
    assert "亮灯" in said_of(Journey().at_identify())


def test_a_hand_is_told_where_its_slip_comes_out_once_it_is_there() -> None:
    seen = Journey().at_done()
    heard = Journey().at_done().hand(HELP)
    for journey in (seen, heard):
        assert isinstance(journey.screen, Done)
        journey.hand(ev.PrintEnded(journey.screen.case_id, Printed("mark")))

    assert said_of(heard).endswith("小票从屏幕下边，摸到最左边的地方出来。")
    assert "出来" not in said_of(seen)


def said_of(journey: Journey) -> str:
    phrases = phrases_of_screen(
        journey.state, ALL_WELL, journey.catalogue, real_texts(), "bottom_right", False, "bottom_left"
    )
    return "".join(phrase.text for phrase in phrases)


def test_a_page_of_the_form_says_which_it_is_and_what_it_is_about() -> None:
    journey = Journey().at_form().hand(HELP)

    assert said_of(journey).startswith("第一页，共二页，")
    assert "第一页" not in said_of(Journey().at_form())


@pytest.mark.parametrize("mode", [Mode.STANDARD, Mode.ELDER])
def test_what_is_wrong_is_said_with_its_field_and_the_way_to_it(mode: Mode) -> None:
    journey = Journey().at_form(mode).hand(HELP).answer({"residence_address": "路"}).forget_effects()
    journey.hand(ev.NextPressed())

    assert journey.said == ["form_kept"]
    assert do.SpeakScreen() in journey.effects
    assert "现住址，还差四个字。" in said_of(journey)


def test_an_extra_is_asked_of_who_does_not_see_it_before_the_signature() -> None:
    journey = listening()
    draft = journey.state.draft
    assert draft is not None
    reached = replace(draft, answers={**draft.answers, "phone": "13855550101"})
    journey.state = replace(journey.state, draft=reached)

    said = said_of(journey)

    assert said.startswith("有答复时，发短信告诉您吗？要不要都行，不影响办事。")
    assert said.endswith("代替签名。")
    journey.state = replace(journey.state, hearing=Journey().state.hearing)
    assert "短信" not in said_of(journey)


# ── coming back ────────────────────────────────────────────────────────────────────────────────────────────────────


def coming_back(in_private: bool) -> Journey:
    """To a case of which something is wanted."""
    journey = screens.EVERY_SCREEN["CaseDetail"]().hand(ev.HeadphonesChanged(plugged=in_private), HELP)
    assert isinstance(journey.screen, CaseDetail)
    asked = replace(journey.screen.case, state=CaseState.CORRECTION_REQUIRED)
    journey.state = replace(journey.state, screen=CaseDetail(asked))
    return journey


def test_what_is_wanted_and_why_and_until_when_is_said_to_one_ear() -> None:
    journey = coming_back(in_private=True)
    screen = journey.screen
    assert isinstance(screen, CaseDetail)
    assert screen.case.correction is not None
    wanted = screen.case.correction.materials[0]

    said = said_of(journey)

    assert f"要补：{wanted.name}。" in said
    assert wanted.reason.rstrip("。") in said
    assert said.index("要补：") < said.index("前补上就行。") < said.index("本机存好。")


def test_without_headphones_it_is_said_that_there_are_words_and_how_they_are_heard() -> None:
    said = said_of(coming_back(in_private=False))

    assert "部门写给您的话，接上耳机就念。" in said
    assert "要补：" not in said


def test_an_answer_is_read_out_and_not_pointed_at() -> None:
    journey = coming_back(in_private=True)
    assert isinstance(journey.screen, CaseDetail)
    answer = Answer(CloseResult.GRANTED, "批下来了", datetime(2026, 4, 21, tzinfo=UTC), "民政局")
    case = replace(journey.screen.case, state=CaseState.CLOSED, answer=answer, correction=None)
    journey.state = replace(journey.state, screen=CaseDetail(case))

    said = said_of(journey)

    assert "民政局的答复：批下来了。" in said
    assert "屏幕上" not in said


def test_a_hand_that_sees_nothing_is_told_how_the_page_lies_and_what_the_machine_sees_of_it() -> None:
    journey = screens.EVERY_SCREEN["Supply"]().hand(HELP)

    assert "有字的一面朝上" in said_of(journey)
    assert isinstance(journey.screen, Supply)
    journey.state = replace(journey.state, screen=replace(journey.screen, scan=ScanState.LOOK))
    assert "机器看着字是清楚的" in said_of(journey)
