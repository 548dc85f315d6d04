"""What a felled process leaves: where it stood, and nothing of what it worked on."""

import subprocess
import sys
from pathlib import Path

from kiosk.app.last_words import FAULT_FILE, LastWords
from tests.helpers.view_context import ROOT

FALLS = """
import os, signal, sys
from pathlib import Path
from kiosk.app.last_words import LastWords

def serve(name):
    os.kill(os.getpid(), signal.SIGABRT)

words = LastWords(Path(sys.argv[1]))
serve("张桂兰 130102194503120025")
"""


def felled(directory: Path) -> None:
    script = directory / "falls.py"
    script.write_text(FALLS, encoding="utf-8")
    subprocess.run([sys.executable, script, directory], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False)


def test_the_next_process_is_told_why_and_where_and_nothing_of_whom(tmp_path: Path) -> None:
    felled(tmp_path)
    words = LastWords(tmp_path)
    words.close()
    assert words.told.startswith("Aborted < falls.py:7 serve < falls.py:10 <module>")
    assert "1301" not in words.told
    assert "张" not in words.told


def test_it_is_told_once(tmp_path: Path) -> None:
    felled(tmp_path)
    LastWords(tmp_path).close()
    again = LastWords(tmp_path)
    again.close()
    assert again.told == ""


def test_a_first_process_and_a_file_of_nonsense_tell_nothing(tmp_path: Path) -> None:
    first = LastWords(tmp_path)
    first.close()
    (tmp_path / FAULT_FILE).write_bytes(b"\xff\x00nonsense" * 100)
    second = LastWords(tmp_path)
    second.close()
    assert (first.told, second.told) == ("", "")


def test_where_no_file_can_be_made_the_program_runs_without(tmp_path: Path) -> None:
    words = LastWords(tmp_path / "none")
    words.close()
    assert words.told == ""
