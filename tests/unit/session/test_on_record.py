"""Saying it instead of writing it: what is recorded goes with the case, and the microphone closes with the screen."""

import io
import wave

import pytest

from devices.contracts.microphone import Recorded
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.on_answers import pages_of
from kiosk.session.record_line import wav_of
from kiosk.session.screens import Form, Record, RecordState
from tests.helpers.session_world import Journey
from tests.helpers.view_context import real_catalogue

WAV = b"RIFF a minute of speech"


def telling() -> Journey:
    """The page of a request on which it is told what happened."""
    journey = Journey().at_notice(item_id="request").hand(ev.NoticeUnderstood()).put_card().take_card()
    chosen = {"purpose": "help", "area": "place", "place_matter": "lamps", "where": "3号楼东侧"}
    journey.hand(*(ev.AnswerGiven(name, value) for name, value in chosen.items()))
    item = real_catalogue().item("request")
    while "story" not in pages_of(journey.state, item)[form_of(journey).page]:
        journey.hand(ev.NextPressed())
    return journey


def form_of(journey: Journey) -> Form:
    screen = journey.screen
    assert isinstance(screen, Form)
    return screen


def recording() -> Journey:
    return telling().hand(ev.RecordOpened("story"), ev.NextPressed())


def recorded(journey: Journey, wav: bytes = WAV) -> Journey:
    return journey.hand(ev.NextPressed(), ev.VoiceRecorded(journey.state.session_serial, wav, 27))


def state_of(journey: Journey) -> RecordState:
    screen = journey.screen
    assert isinstance(screen, Record)
    return screen.state


def story(journey: Journey) -> tuple[str, bytes]:
    assert journey.state.draft is not None
    return journey.state.draft.answers.get("story", ""), journey.state.draft.voice_note


def test_a_recording_begins_when_a_hand_wishes_it_and_in_silence() -> None:
    journey = telling().hand(ev.RecordOpened("story"))
    assert state_of(journey) is RecordState.READY
    journey.forget_effects().hand(ev.NextPressed())
    assert journey.effects == [do.StopSpeaking(), do.Record(journey.state.session_serial)]


def test_the_seconds_and_the_loudness_are_shown() -> None:
    journey = recording().tick(27)
    journey.hand(ev.VoiceLevel(journey.state.session_serial, 0.4))
    screen = journey.screen
    assert isinstance(screen, Record)
    assert (screen.spoken_s, screen.levels) == (27, (0.4,))


def test_what_was_said_answers_the_question_and_goes_with_the_case() -> None:
    journey = recorded(recording())
    assert state_of(journey) is RecordState.HEARD
    journey.hand(ev.NextPressed())
    answer, wav = story(journey)
    assert wav == WAV
    assert "录音" in answer
    journey.hand(ev.NextPressed())
    assert not isinstance(journey.screen, Form) or not journey.screen.show_problems


def test_what_was_said_badly_is_said_again() -> None:
    journey = recorded(recorded(recording()).hand(ev.RetryPressed()), b"RIFF better").hand(ev.NextPressed())
    assert story(journey)[1] == b"RIFF better"


def test_a_recording_can_be_done_without() -> None:
    journey = recorded(recording()).hand(ev.NextPressed(), ev.RecordOpened("story"), ev.PagesDropped("voice_note"))
    assert story(journey) == ("", b"")


def test_without_a_microphone_nobody_is_asked_to_speak() -> None:
    journey = telling()
    journey.microphone_ready = False
    assert isinstance(journey.hand(ev.RecordOpened("story")).screen, Form)


@pytest.mark.parametrize("name", ["where", "phone", "nobody_asked"])
def test_only_what_may_be_said_is_recorded(name: str) -> None:
    assert isinstance(telling().hand(ev.RecordOpened(name)).screen, Form)


@pytest.mark.parametrize("event", [ev.BackPressed(), ev.ModeChooserOpened(), ev.LeaveConfirmed(), ev.HelpPressed()])
def test_whatever_comes_over_it_closes_the_microphone(event: ev.Event) -> None:
    journey = recording().forget_effects().hand(event)
    assert do.StopRecording() in journey.effects
    assert not isinstance(journey.screen, Record) or state_of(journey) is RecordState.READY


def test_who_speaks_is_not_asked_whether_they_are_still_here() -> None:
    assert recording().tick(59).state.overlay is None


def test_a_microphone_that_fails_says_so_and_can_be_tried_again() -> None:
    journey = recording()
    journey.hand(ev.VoiceRecorded(journey.state.session_serial, b"", 0))
    assert state_of(journey) is RecordState.FAILED
    assert state_of(journey.hand(ev.NextPressed())) is RecordState.RECORDING


def test_what_an_earlier_session_said_is_nobodys() -> None:
    journey = recording()
    journey.hand(ev.VoiceRecorded(journey.state.session_serial - 1, WAV, 3))
    assert state_of(journey) is RecordState.RECORDING


def test_every_desk_can_play_it() -> None:
    with wave.open(io.BytesIO(wav_of(Recorded(b"\1\0" * 1600, 16000)))) as file:
        assert (file.getnchannels(), file.getframerate(), file.getnframes()) == (1, 16000, 1600)


def test_what_is_shown_of_its_loudness_is_the_last_four_seconds() -> None:
    journey = recording()
    journey.hand(*(ev.VoiceLevel(journey.state.session_serial, tenth / 100) for tenth in range(60)))
    screen = journey.screen
    assert isinstance(screen, Record)
    assert screen.levels == tuple(tenth / 100 for tenth in range(20, 60))
