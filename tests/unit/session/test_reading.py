"""What stands for a signature was heard to its last word: a reading that was cut, or that nobody heard, is none."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from devices.contracts.voice import SpeechFailed
from kiosk.core.tasks import Supervisor
from kiosk.session import events as ev
from kiosk.session.read_out import read_out
from tests.helpers.session_world import Journey
from tests.helpers.view_context import real_texts
from tests.unit.session.test_speaking import Hall, HeldVoice, settled

pytestmark = pytest.mark.anyio


class Reading(Hall):
    """At the review by ear, with headphones in; what the desk tells the session is kept."""

    def __init__(self, supervisor: Supervisor) -> None:
        journey = Journey().at_review().hand(ev.HeadphonesChanged(plugged=True), ev.EarKey(ev.Ear.HELP))
        super().__init__(journey, HeldVoice(), supervisor)
        self.told: list[ev.Event] = []
        self.desk._send = self.told.append
        self.text = read_out(journey.state, journey.catalogue, real_texts())
        self.desk.handed_in = lambda: self.text

    async def begin(self) -> None:
        self.desk.read_out(self.journey.state.session_serial)
        await settled()

    @property
    def ended(self) -> list[ev.ReadOutEnded]:
        return [event for event in self.told if isinstance(event, ev.ReadOutEnded)]


@asynccontextmanager
async def reading() -> AsyncIterator[Reading]:
    async with Supervisor() as supervisor:
        heard = Reading(supervisor)
        await heard.begin()
        yield heard


async def test_the_session_is_told_when_the_last_word_was_heard_and_not_one_phrase_before() -> None:
    async with reading() as heard:
        while len(heard.desk._waiting):
            assert not heard.ended
            await heard.voice.let_end()
        assert not heard.ended
        await heard.voice.let_end()

        assert [event.text for event in heard.ended] == [heard.text]


async def test_a_reading_that_a_key_cut_is_none() -> None:
    async with reading() as heard:
        await heard.voice.let_end()
        heard.desk.tell("下一步，按钮。")
        await settled()
        await heard.hears_the_rest()

        assert not heard.ended


async def test_the_next_reading_counts_after_one_that_was_cut() -> None:
    async with reading() as heard:
        await heard.voice.let_end()
        heard.desk.stop()
        await settled()
        await heard.begin()
        await heard.hears_the_rest()

        assert len(heard.ended) == 1


@pytest.mark.parametrize("between", ["a touch beside everything", "the key for speed"])
async def test_a_reading_that_went_on_after_a_moment_was_heard_whole(between: str) -> None:
    """What was cut is said again from its first word; who made it faster had to hear everything anew."""
    async with reading() as heard:
        first = heard.voice.said[-1]
        if between == "the key for speed":
            heard.desk.aside("ear_rate", {"step": "4"})
        else:
            heard.desk.hush()
            heard.desk.sound_missed()
        await settled()
        rest = await heard.hears_the_rest()

        assert rest[0] == first
        assert [event.text for event in heard.ended] == [heard.text]


async def test_a_reading_that_a_hand_silenced_is_none() -> None:
    async with reading() as heard:
        heard.desk.hush()
        await settled()

        assert await heard.hears_the_rest() == []
        assert not heard.ended


async def test_headphones_that_were_pulled_end_the_reading() -> None:
    async with reading() as heard:
        await heard.voice.let_end()
        await heard.hears(ev.HeadphonesChanged(plugged=False))
        said = await heard.hears_the_rest()

        assert not heard.ended
        person = heard.journey.state.person
        assert person is not None
        assert person.name not in "".join(said)


async def test_what_an_engine_could_not_say_was_not_heard() -> None:
    async with reading() as heard:
        heard.voice._end(SpeechFailed("dead"))
        await settled()
        await heard.hears_the_rest()

        assert not heard.ended


async def test_a_phrase_of_the_moment_in_between_does_not_spoil_it() -> None:
    async with reading() as heard:
        heard.desk.say("card_left", {})
        await settled()
        await heard.hears_the_rest()

        assert len(heard.ended) == 1
