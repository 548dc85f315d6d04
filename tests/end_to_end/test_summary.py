"""What the demo leaves and says when a journey does not come to its end: always a summary, and a true one."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kiosk.__main__ import main
from kiosk.app.demo.summary import Summary, write
from tests.helpers.played import SCHEMA, summary_of
from tests.helpers.view_context import ROOT

PLAY = """
import sys
{planted}
from kiosk.__main__ import main
sys.exit(main(["demo", "--journey", "old-age-allowance", "--no-pacing", "--out", sys.argv[1]]))
"""
SLOW_START = "import kiosk.app.demo.processes as processes; processes.READY_S = 0.001"


def playing(out: Path, planted: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PLAY.format(planted=planted), str(out)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def left(out: Path) -> dict[str, Any]:
    summary = summary_of(out)
    jsonschema.validate(summary, SCHEMA)
    return summary


@pytest.mark.timeout(120)
def test_a_neighbour_that_is_too_slow_to_start_is_told_in_the_summary(tmp_path: Path) -> None:
    """No summary.json was left, and a traceback shown, when two demos were started at once."""
    play = playing(tmp_path, SLOW_START)
    said, _ = play.communicate()
    assert (play.returncode, "Traceback" in said) == (1, False), said
    summary = left(tmp_path)
    assert summary["outcome"] == "failed"
    assert [problem.split(":")[0] for problem in summary["problems"]] == ["RuntimeError"]
    assert "emulators did not start within" in summary["problems"][0]
    assert summary["seconds"] > 0
    assert summary["first_frame_ms"] > 0


@pytest.mark.timeout(120)
def test_a_picture_that_finds_no_room_is_told_in_the_summary(tmp_path: Path) -> None:
    """A full disk left a folder without pictures and nothing that said so."""
    (tmp_path / "screens" / "01-idle.png").mkdir(parents=True)
    play = playing(tmp_path)
    said, _ = play.communicate()
    assert (play.returncode, "Traceback" in said) == (1, False), said
    summary = left(tmp_path)
    assert summary["outcome"] == "failed"
    assert "01-idle.png could not be written" in summary["problems"][0]
    assert summary["screens"] == ["02-where-it-ended.png"]


@pytest.mark.timeout(120)
def test_a_demo_that_is_stopped_in_mid_play_says_so_and_what_was_done_till_then(tmp_path: Path) -> None:
    """It said outcome failed, touches 0, problems none."""
    play = playing(tmp_path)
    log = tmp_path / "terminal.jsonl"  # where raw lines of the log were printed between the demo's own
    while play.poll() is None and not (log.exists() and len(list((tmp_path / "screens").glob("*.png"))) >= 3):
        time.sleep(0.05)
    play.send_signal(signal.SIGTERM)
    said, _ = play.communicate()
    assert (play.returncode, "Traceback" in said) == (1, False), said
    summary = left(tmp_path)
    assert (summary["outcome"], summary["problems"]) == ("abandoned", ["It was stopped before the journey's end."])
    assert summary["touches"] >= 2
    assert summary["seconds"] > 0


@pytest.mark.parametrize("named", ["README.md", "README.md/mine", "/proc/mine"])
def test_a_folder_that_cannot_be_is_one_sentence(named: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = ROOT / named
    assert main(["demo", "--journey", "old-age-allowance", "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"--out {out} cannot be used: ")
    assert said.count("\n") == 1


def test_a_summary_that_finds_no_room_leaves_the_one_before_it(tmp_path: Path) -> None:
    path = tmp_path / "summary.json"
    write(Summary(journey="progress", mode="elder", size="1080x1920", problems=["not over"]), path)
    (tmp_path / "summary.json.new").mkdir()
    with pytest.raises(OSError, match="directory"):
        write(Summary(journey="progress", mode="elder", size="1080x1920"), path)
    assert json.loads(path.read_text())["problems"] == ["not over"]
