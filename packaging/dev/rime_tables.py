"""Compiles the dictionary and the schemas of Pinyin input into build/rime; when they are fresh it does nothing.

    Debian's pinyin_simp ─┐
    address words         ├─► kiosk.dict.yaml ─ rime_deployer ─► kiosk.table.bin, *.prism.bin, *.schema.yaml
    titles of our items  ─┘

Without librime-bin or the dictionary it says so and leaves no tables: the keyboard then types letters only.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build/rime"
INPUT = ROOT / "assets/input"
SCHEMAS = ("kiosk", "kiosk_t9")
SHARED = Path("/usr/share/rime-data")
BASE = "pinyin_simp"
TITLE_WEIGHT = 2000
HEAD = f"""\
---
name: kiosk
version: "1"
sort: by_weight
import_tables: [{BASE}]
...
"""


def main() -> int:
    deployer, base = shutil.which("rime_deployer"), SHARED / f"{BASE}.dict.yaml"
    if deployer is None or not base.is_file():
        missing = "librime-bin" if deployer is None else f"rime-data-{BASE.replace('_', '-')}"
        print(f"rime: {missing} is missing; the on-screen keyboard will type letters only")
        shutil.rmtree(OUT, ignore_errors=True)
        return 0
    dictionary = dictionary_text()
    stamp = stamp_of(deployer, base, dictionary)
    if (OUT / "stamp").is_file() and (OUT / "stamp").read_text() == stamp:
        return 0
    print("rime: compiling the Pinyin tables", flush=True)
    compile_tables(deployer, base, dictionary)
    (OUT / "stamp").write_text(stamp)
    return 0


def dictionary_text() -> str:
    """Our own words on top of the imported ones; librime reads them from their characters."""
    lines = dict([*_titles(), *_address_words()])
    return HEAD + "".join(f"{word}\t\t{weight}\n" for word, weight in sorted(lines.items()))


def compile_tables(deployer: str, base: Path, dictionary: str) -> None:
    """Into a fresh folder first, so that a broken run leaves no half of it."""
    OUT.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=OUT.parent) as folder:
        sources, made = Path(folder) / "sources", Path(folder) / "made"
        sources.mkdir()
        made.mkdir()
        shutil.copy(base, sources)
        (sources / "kiosk.dict.yaml").write_text(dictionary, encoding="utf-8")
        (sources / "default.yaml").write_text("config_version: '1'\n", encoding="utf-8")
        for schema in SCHEMAS:
            shutil.copy(INPUT / f"{schema}.schema.yaml", sources)
            done = subprocess.run(
                [deployer, "--compile", str(sources / f"{schema}.schema.yaml"), str(sources), str(sources), str(made)],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
            )  # fmt: skip
            if done.returncode != 0:
                sys.exit(f"rime: {schema} did not compile\n{done.stdout[-2000:]}")
        shutil.rmtree(OUT, ignore_errors=True)
        shutil.copytree(made, OUT)


def stamp_of(deployer: str, base: Path, dictionary: str) -> str:
    """What the tables rest on; they also depend on librime's version, so its program counts."""
    digest = hashlib.sha256(dictionary.encode())
    for path in (Path(deployer), base, *(INPUT / f"{schema}.schema.yaml" for schema in SCHEMAS)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _titles() -> Iterator[tuple[str, int]]:
    for path in sorted((ROOT / "assets/catalogue/items").glob("*.toml")):
        item = tomllib.loads(path.read_text(encoding="utf-8"))
        for key in ("title", "short_title"):
            for word in re.findall(r"[\u4e00-\u9fff]{2,}", str(item.get(key, {}).get("zh", ""))):
                yield word, TITLE_WEIGHT


def _address_words() -> Iterator[tuple[str, int]]:
    for line in (INPUT / "address_words.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, weight = line.split("\t")
            yield word, int(weight)


if __name__ == "__main__":
    sys.exit(main())
