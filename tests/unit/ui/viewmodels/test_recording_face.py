"""What a trial of the microphone shows, and that it keeps no sound."""

import pytest

from devices.contracts.microphone import Recorded
from devices.contracts.results import Cancelled, DeviceGone
from tests.helpers.view_context import real_texts
from ui.viewmodels.recording_face import RecordingFace, Take, ended_by, recording_face

TEXTS = real_texts()


@pytest.mark.parametrize(("levels_count", "left"), [(0, 60), (1, 60), (10, 59), (595, 1), (600, 1)])
def test_the_seconds_left_are_counted_by_what_was_heard_and_never_reach_nothing(levels_count: int, left: int) -> None:
    face = recording_face(Take(60.0, levels_count, 0.4), TEXTS)
    assert face == RecordingFace(running=True, level=0.4, text=f"请说话，还剩 {left} 秒")


def test_what_became_of_it_is_said_and_its_sound_is_in_no_word_of_it() -> None:
    ended = ended_by(Recorded(b"\x01\x02" * 16000, 16000))
    assert recording_face(Take(60.0, 13 * 10, ended=ended), TEXTS).text == "听到了 13 秒，没有留下"
    assert recording_face(Take(60.0, ended=ended_by(DeviceGone("silent"))), TEXTS).text == "麦克风连不上"


def test_before_the_first_and_after_one_that_was_ended_unheard_nothing_is_shown() -> None:
    assert recording_face(None, TEXTS) == RecordingFace()
    assert recording_face(Take(60.0, ended=ended_by(Cancelled())), TEXTS) == RecordingFace()
