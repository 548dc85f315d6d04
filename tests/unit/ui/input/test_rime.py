"""Pinyin through the real librime and the tables packaging/dev/rime makes (apt: librime1, librime-bin)."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.typed_words import typed
from ui.input.engine import BACKSPACE, Composition, InputEngine, Layout
from ui.input.rime import TABLES, open_engine

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def opened() -> Iterator[InputEngine]:
    engine = open_engine()
    assert engine.problem == ""
    yield engine
    engine.close()


@pytest.fixture
def engine(opened: InputEngine) -> InputEngine:
    opened.select(Layout.PINYIN)
    return opened


@pytest.mark.parametrize(
    ("letters", "word"),
    [
        ("gaolingjintie", "高龄津贴"), ("huaishuli", "槐树里"), ("erdanyuan", "二单元"), ("sanhaolou", "三号楼"),
        ("shijiazhuang", "石家庄"), ("shequ", "社区"), ("xi'an", "西安"),
    ],
)  # fmt: skip
def test_the_word_that_was_meant_is_the_first_candidate(engine: InputEngine, letters: str, word: str) -> None:
    assert typed(engine, letters).candidates[0] == word


def test_a_chosen_part_stays_while_the_rest_is_composed(engine: InputEngine) -> None:
    place = typed(engine, "wangguilan").candidates.index("王")
    rest = engine.choose(place)
    assert rest.preedit.startswith("王")
    assert (rest.chosen, rest.committed) == ("王", "")
    assert engine.choose(0).committed.startswith("王")


def test_backspace_takes_back_the_last_letter(engine: InputEngine) -> None:
    typed(engine, "erd")
    assert engine.type_key(BACKSPACE).preedit == "er"


def test_pages_turn_both_ways(engine: InputEngine) -> None:
    first = typed(engine, "yi")
    second = engine.turn_page(True)
    assert second.has_previous_page
    assert len(second.candidates) > 20
    assert engine.turn_page(False).candidates == first.candidates


@pytest.mark.parametrize(("digits", "word"), [("74378", "社区"), ("482474854", "槐树里"), ("373269826", "二单元")])
def test_nine_keys_give_characters_and_show_no_digits(engine: InputEngine, digits: str, word: str) -> None:
    engine.select(Layout.NINE_KEY)
    composition = typed(engine, digits)
    assert composition.candidates[0] == word
    assert composition.preedit == word


def test_nine_keys_still_show_the_part_that_was_chosen(engine: InputEngine) -> None:
    engine.select(Layout.NINE_KEY)
    place = typed(engine, "9264484526").candidates.index("往回")
    rest = engine.choose(place)
    assert rest.chosen == "往回"
    assert rest.preedit == "往回" + rest.candidates[0]


def test_reset_forgets_what_was_typed(engine: InputEngine) -> None:
    typed(engine, "gaoling")
    engine.reset()
    assert engine.type_key("a").preedit == "a"


def test_rubbish_does_no_harm(engine: InputEngine) -> None:
    composition = typed(engine, "qwrtpsdfghjklzxcvbnm" * 3)
    assert isinstance(composition, Composition)


def test_without_tables_letters_are_text_and_the_reason_is_told(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    assert engine.name == "none"
    assert "packaging/dev/rime" in engine.problem
    assert engine.type_key("a").committed == "a"


TYPES_AND_LEAVES = """
import os
from ui.input.rime import open_engine
engine = open_engine()
for word in ("gaolingjintie", "zhangguilan"):
    for letter in word:
        engine.type_key(letter)
    engine.choose(0)
for entry in os.scandir("/proc/self/fd"):
    target = os.readlink(entry.path) if os.path.islink(entry.path) else ""
    if os.path.isfile(target):
        flags = next(line for line in open(f"/proc/self/fdinfo/{entry.name}") if line.startswith("flags"))
        assert int(flags.split()[1], 8) & os.O_ACCMODE == os.O_RDONLY, target
"""


def test_the_terminal_writes_nothing_while_somebody_types(tmp_path: Path) -> None:
    def stamps() -> list[tuple[str, int, int]]:
        return sorted((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in TABLES.iterdir())

    before = stamps()
    environment = {**os.environ, "HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-B", "-c", TYPES_AND_LEAVES]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), "leaving without finalize is a segmentation fault"
    assert stamps() == before
    assert list(tmp_path.iterdir()) == []
