"""Handwriting through the real Zinnia and Tegaki's model (apt: libzinnia0, tegaki-zinnia-simplified-chinese)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.input.engine import BACKSPACE, EMPTY, PenEngine, Stroke
from ui.input.zinnia import MODEL, open_pen

WANG = (((200, 200), (800, 200)), ((250, 500), (750, 500)), ((500, 200), (500, 830)), ((150, 830), (850, 830)))
TEN = (((150, 450), (850, 450)), ((500, 100), (500, 900)))


@pytest.fixture
def pen() -> Iterator[PenEngine]:
    opened = open_pen()
    assert opened is not None
    yield opened
    opened.close()


def stroke(line: tuple[tuple[int, int], tuple[int, int]]) -> Stroke:
    """A straight one, with points on the way as a finger leaves them."""
    (x1, y1), (x2, y2) = line
    return tuple((x1 + (x2 - x1) * n // 8, y1 + (y2 - y1) * n // 8) for n in range(9))


@pytest.mark.parametrize(("lines", "character"), [(WANG, "王"), (TEN, "十")])
def test_a_written_character_is_the_first_candidate(
    pen: PenEngine, lines: tuple[tuple[tuple[int, int], tuple[int, int]], ...], character: str
) -> None:
    made = EMPTY
    for line in lines:
        made = pen.draw(stroke(line))
    assert made.candidates[0] == character
    assert pen.choose(0).committed == character
    assert pen.type_key(BACKSPACE) == EMPTY


def test_backspace_takes_back_the_last_stroke(pen: PenEngine) -> None:
    ten = [pen.draw(stroke(line)) for line in TEN][-1]
    pen.draw(stroke(WANG[3]))
    assert pen.type_key(BACKSPACE).candidates == ten.candidates


def test_a_dot_and_nothing_at_all_do_no_harm(pen: PenEngine) -> None:
    assert pen.draw(()) == EMPTY
    assert pen.draw(((500, 500),)).candidates
    pen.reset()
    assert pen.turn_page(True) == EMPTY


def test_without_library_or_model_or_with_another_file_there_is_no_pen(tmp_path: Path) -> None:
    other = tmp_path / "other.model"
    other.write_bytes(b"not a model")
    assert open_pen(tmp_path / "none.model") is None
    assert open_pen(MODEL, "libnone.so.0") is None
    assert open_pen(MODEL, "libc.so.6") is None
    assert open_pen(other) is None


def test_a_pen_that_lies_there_holds_no_memory_and_writes_again(pen: PenEngine) -> None:
    def held_kib() -> int:
        maps = Path("/proc/self/smaps").read_text(errors="replace").split(MODEL.name)[1:]
        return sum(int(line.split()[1]) for part in maps for line in part.splitlines()[:6] if line.startswith("Rss:"))

    assert held_kib() == 0
    assert pen.draw(stroke(TEN[0])).candidates
    assert held_kib() > 10_000

    pen.close()

    assert held_kib() == 0
    pen.reset()
    pen.draw(stroke(TEN[0]))
    assert pen.draw(stroke(TEN[1])).candidates[0] == "十"
