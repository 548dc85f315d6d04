"""Helper processes of this program end with it: also when it is killed, and they hang."""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from devices.links import process
from devices.links.process import own_module, own_script
from devices.registry import create_device
from tests.helpers.view_context import ROOT

pytestmark = pytest.mark.anyio

HANGS = """
import os, signal, sys, threading
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
print(os.getpid(), flush=True, file=open(sys.argv[1], "w") if sys.argv[1:] else None)
threading.Event().wait()
"""
TERMINAL = """
import asyncio
from devices.links.process import process_link

async def run():
    link = await process_link({command})()
    print((await link.read()).decode(), end="", flush=True)
    await asyncio.sleep(600)

asyncio.run(run())
"""
DECODING = """
import asyncio
from devices.idcards.photo import PhotoDecoder

asyncio.run(PhotoDecoder({command}, limit_s=600).decode(b"WLT"))
"""


def tie(command: Sequence[str]) -> str:
    """How a helper's own program begins."""
    return command[3].partition("runpy")[0]


async def outlived(command: Sequence[str], program: str = TERMINAL, told: Path | None = None) -> bool:
    """Whether a hanging helper was still there, seconds after its terminal was killed; by now it is not."""
    pipe = asyncio.subprocess.PIPE
    terminal = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program.format(command=tuple(command)), stdout=pipe, cwd=ROOT
    )
    assert terminal.stdout is not None
    pid = int(await terminal.stdout.readline() if told is None else await asyncio.to_thread(told.read_text))
    helper, ended = os.pidfd_open(pid), asyncio.Event()
    asyncio.get_running_loop().add_reader(helper, ended.set)
    terminal.kill()
    await terminal.wait()
    try:
        async with asyncio.timeout(10):
            await ended.wait()
    except TimeoutError:
        os.kill(pid, signal.SIGKILL)
    asyncio.get_running_loop().remove_reader(helper)
    os.close(helper)
    return not ended.is_set()


@pytest.fixture
def hanging(tmp_path: Path) -> Path:
    path = tmp_path / "hangs.py"
    path.write_text(HANGS, encoding="utf-8")
    return path


async def test_a_hung_engine_kept_the_loudspeaker_after_the_terminal_was_killed(hanging: Path) -> None:
    assert not await outlived(own_script(hanging))


async def test_a_hung_picture_kept_the_camera_after_the_terminal_was_killed(
    hanging: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "__file__", str(hanging.parent / "devices" / "links" / "process.py"))
    assert not await outlived(own_module("hangs"))


async def test_a_hung_photo_decoder_ran_on_after_the_terminal_was_killed(hanging: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    os.mkfifo(told)
    assert not await outlived((sys.executable, str(hanging), str(told)), DECODING, told)


OPTIONS: dict[tuple[str, str], dict[str, Any]] = {
    ("voice", "espeak"): {},
    ("voice", "sherpa-onnx"): {"model": "m", "tokens": "t"},
    ("microphone", "portaudio-microphone"): {},
    ("id_card", "vendor-termb"): {"library": "/opt/libtermb.so"},
    ("social_card", "sscard-library"): {"path": "/opt/libSSCardDriver.so"},
}


@pytest.mark.parametrize(("role", "driver"), OPTIONS)
async def test_every_helper_of_a_driver_is_tied(role: str, driver: str) -> None:
    started: list[Sequence[str]] = []

    async def refuse(*command: str, **_: Any) -> None:
        started.append(command)
        raise OSError("not here")

    device = create_device(role, driver, OPTIONS[role, driver])
    with mock.patch("devices.links.process.asyncio.create_subprocess_exec", refuse), suppress(TimeoutError):
        async with asyncio.timeout(0.5):
            await device.run()
    await device.close()
    assert started
    assert {tie(command) for command in started} == {tie(own_module("x"))}
