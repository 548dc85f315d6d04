"""By ear: headphones, the keypad's keys for help, loudness and speed; all of it gone with the resident."""

import math
from itertools import pairwise

import pytest

from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.hearing import RATES_PERCENT, VOLUMES_PERCENT
from kiosk.session.states import Home, Idle
from tests.helpers.session_world import Journey
from tests.unit.session import screens

VOLUME, RATE, HELP = (ev.EarKey(key) for key in (ev.Ear.VOLUME, ev.Ear.RATE, ev.Ear.HELP))


def test_no_step_of_loudness_is_more_than_ten_decibels_and_speed_goes_from_half_to_double() -> None:
    assert max(20 * math.log10(high / low) for low, high in pairwise(VOLUMES_PERCENT)) <= 10
    assert (RATES_PERCENT[0], RATES_PERCENT[-1], len(RATES_PERCENT)) == (50, 200, 7)


@pytest.mark.parametrize(("key", "count"), [(VOLUME, len(VOLUMES_PERCENT)), (RATE, len(RATES_PERCENT))])
def test_one_key_goes_round_through_every_step_and_says_each(key: ev.EarKey, count: int) -> None:
    journey = Journey().hand(ev.Started())
    first = journey.state.hearing

    journey.hand(*[key] * count)

    assert journey.state.hearing == first
    assert len({told.params["step"] for told in journey.done_for(do.Speak)}) == count


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
    assert journey.effects[-2:] == [do.StopSpeaking(), do.SpeakAll()]


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
