"""The hands on emulated machines, where an order cannot be."""

import asyncio
import sys
from pathlib import Path

import pytest

from devices.emulators.__main__ import main
from devices.emulators.control import Hands
from devices.emulators.machines import Machines


@pytest.mark.parametrize("address", ["127.0.0.1:1", "nowhere"])
def test_an_order_to_machines_that_do_not_run_is_told_in_words_and_makes_no_traceback(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["emulators", "--control", address, "status"])
    assert main() == 1
    assert capsys.readouterr().err.startswith(f"no machines at {address}: ")


def test_a_state_that_no_byte_can_say_is_refused_and_the_reader_goes_on(tmp_path: Path) -> None:
    """It was taken, and the reader answered nothing any more, whatever was plugged in anew."""
    machines = Machines(tmp_path)
    with pytest.raises(ValueError, match="999"):
        asyncio.run(Hands(machines).do("reader.state", code=999))
    assert machines.reader.state == 0x90
