"""After a session no cycle of references waits for the collector."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from kiosk.app.memory import collect_everything


class Knot:
    """Refers to itself, so that only the collector ends it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


def test_an_old_cycle_is_collected_too() -> None:
    collect_everything()
    knot = Knot()
    gc.collect(0)
    gc.collect(1)  # old now: what runs once a second does not look at it
    gone = weakref.ref(knot)
    del knot
    gc.collect(1)
    assert gone() is not None
    collect_everything()
    assert gone() is None


def test_what_was_there_first_is_not_looked_at_again() -> None:
    collect_everything()
    frozen_count = gc.get_freeze_count()
    assert frozen_count > 10_000
    collect_everything()
    assert gc.get_freeze_count() == frozen_count
