"""A store with numbers on a fake clock, and the same file seen from beside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.outbox import Store
from tests.helpers.fake_clock import FakeClock
from tests.helpers.queue import open_store


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    opened = open_store(tmp_path / "outbox.db", clock)
    yield opened
    opened.close()
