"""How loud the machine is: staff turn it, it is kept, and what a resident chooses comes on top of it."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from devices.contracts.voice import SpeechFinished, SpeechResult, Utterance, Voice
from kiosk.app.loudness import LEAST_PERCENT, MOST_PERCENT, Loudness


class Heard:
    """A voice that keeps how loud each utterance was asked for."""

    def __init__(self) -> None:
        self.percents: list[int] = []

    async def say(self, utterance: Utterance, on_started: Callable[[], None] | None = None) -> SpeechResult:
        self.percents.append(utterance.volume_percent)
        return SpeechFinished()

    def stop(self) -> None:
        self.percents.append(0)


def loudness(tmp_path: Path) -> tuple[Heard, Loudness]:
    heard = Heard()
    return heard, Loudness(cast(Voice, heard), tmp_path / "volume")


def test_what_staff_set_and_what_a_resident_chose_come_together(tmp_path: Path) -> None:
    heard, machine = loudness(tmp_path)
    assert asyncio.run(machine.turn("-40"))
    asyncio.run(machine.say(Utterance("好", volume_percent=150)))
    machine.stop()
    assert heard.percents == [90, 0]


def test_it_is_kept_for_the_next_process_and_never_silent_nor_deafening(tmp_path: Path) -> None:
    for _ in range(20):
        asyncio.run(loudness(tmp_path)[1].turn("-10"))
    assert loudness(tmp_path)[1].percent == LEAST_PERCENT
    for _ in range(20):
        asyncio.run(loudness(tmp_path)[1].turn("10"))
    assert loudness(tmp_path)[1].percent == MOST_PERCENT


@pytest.mark.parametrize("kept", [b"", b"loud", b"\xff", b"900"])
def test_a_file_that_says_nothing_is_normal_loudness(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / "volume").write_bytes(kept)
    assert loudness(tmp_path)[1].percent in (100, MOST_PERCENT)


def test_what_cannot_be_written_down_is_said_and_holds_for_now(tmp_path: Path) -> None:
    _, machine = loudness(tmp_path / "gone")
    assert not asyncio.run(machine.turn("10"))
    assert machine.percent == 110
