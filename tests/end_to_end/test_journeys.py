"""The demo's own journeys, played from the command line with the emulated devices at full speed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.played import Take, broken_promises, play
from tests.helpers.view_context import ROOT

TAKES = (
    Take("progress", size="1920x1080"),
    Take("progress", mode="elder"),
    Take("old-age-allowance", mode="high-contrast", low_reach=True),
)
"""The other journeys are played by the campaign `journeys`, whose short form is part of the gate."""


@pytest.mark.timeout(240)
@pytest.mark.parametrize("take", TAKES, ids=lambda take: take.name)
def test_a_journey_comes_to_what_it_promises(take: Take, tmp_path: Path) -> None:
    code, said = play(take, tmp_path, pacing=False)

    assert (code, broken_promises(take, tmp_path)) == (0, []), said


def test_everything_within_reach_is_refused_on_a_lying_panel(capsys: pytest.CaptureFixture[str]) -> None:
    from kiosk.__main__ import main

    assert main(["demo", "--journey", "old-age-allowance", "--low-reach", "--size=1920x1080"]) == 2
    assert "goes with an upright panel" in capsys.readouterr().err


@pytest.mark.timeout(240)
def test_a_resident_who_sees_nothing_applies_by_keypad_and_ear(tmp_path: Path) -> None:
    options = ["--journey", "old-age-allowance", "--blind", "--no-pacing", "--out", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "demo", *options], cwd=ROOT, capture_output=True, text=True, check=False
    )

    told = json.loads((tmp_path / "summary.json").read_bytes())
    assert (done.returncode, told["problems"], told["touches"]) == (0, [], 0), done.stderr
    assert told["platform_status"] == "received"
    assert told["figures"]["keys_pressed_count"] > 100


def test_a_journey_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    from kiosk.__main__ import main

    assert main(["demo", "--journey", "moon-trip"]) == 2
    assert "old-age-allowance" in capsys.readouterr().err
