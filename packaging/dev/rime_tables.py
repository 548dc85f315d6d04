"""Compiles the dictionary and the schemas of Pinyin input into build/rime; when they are fresh it does nothing.

    words (rime_words.py) ─┬─► kiosk.dict.yaml ─ rime_deployer ─► kiosk.table.bin, *.prism.bin
                           ├─► kiosk.words, kiosk_t9.words: every word by letters, by digits (ui/input/sentences.py)
    names (rime_names.py) ─┴─► kiosk.names, kiosk_t9.names: characters of names, the most frequent first

Without librime-bin or one of the dictionaries it says so and leaves no tables: the keyboard then types letters only.
"""

import hashlib
import math
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from rime_names import name_characters
from rime_words import Sources, Word, all_words

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build/rime"
INPUT = ROOT / "assets/input"
SCHEMAS = ("kiosk", "kiosk_t9")
SOURCES = Sources(
    aosp=Path("/usr/share/rime-data/pinyin_simp.dict.yaml"),
    jieba=Path("/usr/lib/python3/dist-packages/jieba/dict.txt"),
    input=INPUT,
    catalogue=ROOT / "assets/catalogue",
)
PACKAGES = {"pinyin_simp.dict.yaml": "rime-data-pinyin-simp", "dict.txt": "python3-jieba"}
NINE_KEYS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")
MOST_JOINED, MOST_NAMED = 12, 42
"""Of what is typed alike no more are kept."""
WEIGHT_OF_ALL = 1e8
"""librime wants whole numbers."""
HEAD = """\
---
name: kiosk
version: "1"
sort: by_weight
...
"""


def main() -> int:
    deployer = shutil.which("rime_deployer")
    missing = ["librime-bin"] if deployer is None else []
    missing += [PACKAGES[path.name] for path in (SOURCES.aosp, SOURCES.jieba) if not path.is_file()]
    if deployer is None or missing:
        print(f"rime: {' and '.join(missing)} missing; the on-screen keyboard will type letters only")
        shutil.rmtree(OUT, ignore_errors=True)
        return 0
    stamp = stamp_of(deployer)
    if (OUT / "stamp").is_file() and (OUT / "stamp").read_text() == stamp:
        return 0
    print("rime: compiling the Pinyin tables", flush=True)
    compile_tables(deployer, all_words(SOURCES))
    (OUT / "stamp").write_text(stamp)
    return 0


def stamp_of(deployer: str) -> str:
    """What the tables rest on; they also depend on librime's version, so its program counts."""
    digest = hashlib.sha256()
    programs = [Path(deployer), *sorted(Path(__file__).parent.glob("rime_*.py"))]
    for path in (*programs, *SOURCES.files(), *(INPUT / f"{schema}.schema.yaml" for schema in SCHEMAS)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def compile_tables(deployer: str, words: list[Word]) -> None:
    """Into a fresh folder first, so that a broken run leaves no half of it."""
    OUT.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=OUT.parent) as folder:
        sources, made = Path(folder) / "sources", Path(folder) / "made"
        sources.mkdir()
        made.mkdir()
        (sources / "kiosk.dict.yaml").write_text(HEAD + "".join(map(_line, words)), encoding="utf-8")
        (sources / "default.yaml").write_text("config_version: '1'\n", encoding="utf-8")
        for schema in SCHEMAS:
            _compile(deployer, schema, sources, made)
        for text_of_librime in made.glob("*.txt"):
            text_of_librime.unlink()
        _write_words(made, words)
        sizes = "".join(f"{path.name}\t{path.stat().st_size}\n" for path in sorted(made.iterdir()))
        (made / "sizes").write_text(sizes)  # by which the terminal sees that all of it is there
        shutil.rmtree(OUT, ignore_errors=True)
        shutil.copytree(made, OUT)


def _line(word: Word) -> str:
    return f"{word.text}\t{word.syllables}\t{max(1, round(word.share * WEIGHT_OF_ALL))}\n"


def _compile(deployer: str, schema: str, sources: Path, made: Path) -> None:
    shutil.copy(INPUT / f"{schema}.schema.yaml", sources)
    done = subprocess.run(
        [deployer, "--compile", str(sources / f"{schema}.schema.yaml"), str(sources), str(sources), str(made)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        sys.exit(f"rime: {schema} did not compile\n{done.stdout[-2000:]}")


def _write_words(made: Path, words: list[Word]) -> None:
    costed = [(word.syllables.replace(" ", ""), word.text, round(-100 * math.log(word.share))) for word in words]
    named = list(name_characters(SOURCES))
    for name, entries, most in (("words", costed, MOST_JOINED), ("names", named, MOST_NAMED)):
        _write(made / f"kiosk.{name}", entries, most)
        digits = [(key.translate(NINE_KEYS), text, cost) for key, text, cost in entries]
        _write(made / f"kiosk_t9.{name}", digits, 2 * most)  # digits mean more words than letters


def _write(path: Path, entries: Iterable[tuple[str, str, int]], most: int) -> None:
    """Lines of key, text, cost, text, cost …, parted by tabs and sorted as bytes; the cheapest first."""
    by_key: dict[str, dict[str, int]] = defaultdict(dict)
    for key, text, cost in entries:
        by_key[key][text] = min(cost, by_key[key].get(text, cost))
    lines = []
    for key, costs in by_key.items():
        cheapest = sorted(costs.items(), key=lambda entry: entry[1])[:most]
        lines.append("\t".join([key, *(f"{text}\t{cost}" for text, cost in cheapest)]).encode() + b"\n")
    path.write_bytes(b"".join(sorted(lines)))


if __name__ == "__main__":
    sys.exit(main())
