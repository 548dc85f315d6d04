"""A platform whose console is reached by https, and a browser there."""

import functools
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kiosk.wire.passwords import hash_password
from tests.helpers.console import CHEAP, CONSOLE_URL, Browser, browser
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dear ones are `tests/unit/wire/test_passwords.py`'s."""
    cheap = functools.partial(hash_password, cost=CHEAP)
    monkeypatch.setattr("kiosk.platform.people.signing_in.hash_password", cheap)


@pytest.fixture
async def platform(tmp_path: Path, clock: FakeClock) -> AsyncIterator[InProcessPlatform]:
    async with in_process_platform(tmp_path, clock, console_url=CONSOLE_URL) as running:
        yield running


@pytest.fixture
async def page(platform: InProcessPlatform) -> AsyncIterator[Browser]:
    async with browser(platform) as opened:
        yield opened
