"""After a session no cycle of references waits for the collector."""

import gc
import mmap
import weakref
from collections.abc import Iterator
from pathlib import Path

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


def test_no_page_of_a_font_is_held_once_a_resident_has_gone_and_the_letters_are_still_there(tmp_path: Path) -> None:
    font = tmp_path / "letters.ttc"
    font.write_bytes(b"letter" * 200_000)
    with font.open("rb") as file, mmap.mmap(file.fileno(), 0, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ) as letters:
        assert letters[-6:] == b"letter"
        assert letters[:].count(b"letter") == 200_000
        assert _held_kib(font) > 1_000
        collect_everything()
        assert _held_kib(font) == 0
        assert letters[-6:] == b"letter"


def _held_kib(file: Path) -> int:
    """How much of a mapped file this process holds (proc(5), smaps)."""
    _, found, after = Path("/proc/self/smaps").read_text(encoding="utf-8").partition(f" {file}\n")
    assert found
    return int(after.partition("\nRss:")[2].split()[0])
