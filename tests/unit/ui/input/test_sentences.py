"""The lists of tests/fixtures/typing through the real engine, and what is joined to librime's candidates."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.typed_words import Rates, Wanted, rates, typed, wanted
from tests.helpers.worse_engines import SecondBest
from ui.input.engine import InputEngine, Layout
from ui.input.rime import TABLES, open_engine
from ui.input.sentences import Joiner, WordTable

ROOT = Path(__file__).resolve().parents[4]
LEAST_FIRST_PERCENT, LEAST_IN_FIVE_PERCENT = 90.0, 98.0


@pytest.fixture(scope="module")
def engine() -> Iterator[InputEngine]:
    opened = open_engine()
    assert opened.problem == ""
    yield opened
    opened.close()


def test_of_three_hundred_terms_and_places_ninety_percent_come_first_and_ninety_eight_in_five(
    engine: InputEngine,
) -> None:
    found = rates(engine, list(wanted("terms")))
    assert found.first_percent >= LEAST_FIRST_PERCENT
    assert found.in_five_percent >= LEAST_IN_FIVE_PERCENT


def test_an_engine_that_puts_the_word_second_would_be_noticed(engine: InputEngine) -> None:
    few = [Wanted("高龄津贴", ("gao", "ling", "jin", "tie")), Wanted("正定县", ("zheng", "ding", "xian"))]
    assert rates(engine, few) == Rates(2, 2, 2)
    assert rates(SecondBest(engine), few) == Rates(2, 0, 2)


def test_nine_keys_make_sentences(engine: InputEngine) -> None:
    found = rates(engine, [word for word in wanted("rehearsal") if len(word.text) > 2], Layout.NINE_KEY)
    assert found.first_percent >= 85
    engine.select(Layout.PINYIN)


def test_a_second_sentence_is_offered_and_can_be_taken_whole(engine: InputEngine) -> None:
    offered = typed(engine, "sandanyuanliulinger").candidates
    whole = [word for word in offered[:5] if len(word) == 6]
    assert len(whole) >= 3
    assert engine.choose(offered.index(whole[2])).committed == whole[2]
    assert engine.type_key("a").preedit == "a"


def test_a_sentence_behind_a_chosen_part_keeps_the_part(engine: InputEngine) -> None:
    offered = typed(engine, "wangguilanshanxiuyun").candidates
    rest = engine.choose(offered.index("王"))
    assert rest.chosen == "王"
    last = engine.choose(1)
    while last.preedit:
        last = engine.choose(0)
    assert last.committed.startswith("王")


@pytest.mark.parametrize(
    ("name", "syllable"), [("单", "shan"), ("尉", "yu"), ("熠", "yi"), ("祎", "yi"), ("仇", "qiu")]
)
def test_rare_characters_of_names_stand_before_those_that_only_books_have(
    engine: InputEngine, name: str, syllable: str
) -> None:
    assert name in typed(engine, syllable).candidates[:50]
    assert engine.choose(engine_place(engine, syllable, name)).committed == name


def test_the_next_resident_sees_nothing_of_what_was_chosen(engine: InputEngine) -> None:
    before = typed(engine, "wangguilan").candidates
    for _ in range(5):
        offered = typed(engine, "wangguilan").candidates
        engine.choose(len(offered) - 1)
        engine.reset()
    assert typed(engine, "wangguilan").candidates == before


def test_two_hundred_letters_without_a_pause_are_composed(engine: InputEngine) -> None:
    composition = typed(engine, ("shijiazhuangshi" * 14)[:200])
    assert composition.candidates[0].startswith("石家庄市石家庄市")
    assert len(composition.waiting.replace(" ", "")) == 200


def test_a_joiner_gives_the_same_whether_letters_come_one_by_one_were_deleted_or_all_at_once() -> None:
    table = WordTable(TABLES / "kiosk.words")
    slow, whole = Joiner(table), Joiner(table)
    for end in (3, 9, 6, 13, 5, 15):
        found = slow.sentences("shijiazhuangshi"[:end])
    assert found == whole.sentences("shijiazhuangshi")
    assert found[0] == "石家庄市"
    assert whole.sentences("shijiazhuangsh") == []
    table.close()


def test_every_key_of_a_table_is_found(tmp_path: Path) -> None:
    path = tmp_path / "few.words"
    path.write_text("a\t阿\t5\nba\t八\t1\t爸\t2\nzu\t组\t3\n", encoding="utf-8")
    table = WordTable(path)
    assert [table.find(key) for key in ("a", "ba", "zu", "b", "", "zz")] == [
        [("阿", 5)], [("八", 1), ("爸", 2)], [("组", 3)], [], [], [],
    ]  # fmt: skip
    table.close()


def engine_place(engine: InputEngine, letters: str, word: str) -> int:
    return typed(engine, letters).candidates.index(word)


CUT = """
import shutil, sys
from pathlib import Path
from ui.input.rime import TABLES, open_engine
folder = Path(sys.argv[1])
shutil.copytree(TABLES, folder)
(folder / sys.argv[2]).write_bytes((folder / sys.argv[2]).read_bytes()[: int(sys.argv[3])])
engine = open_engine(folder)
print(engine.problem, "".join(engine.type_key(letter).committed for letter in "ab"))
"""


@pytest.mark.parametrize(
    ("file", "size"), [("kiosk.table.bin", 9000), ("kiosk.schema.yaml", 0), ("kiosk.words", 0), ("sizes", 0)]
)
def test_tables_that_were_cut_short_leave_letters_as_text(tmp_path: Path, file: str, size: int) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-B", "-c", CUT, str(tmp_path / "tables"), file, str(size)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("ab")
    assert "packaging/dev/rime" in done.stdout
