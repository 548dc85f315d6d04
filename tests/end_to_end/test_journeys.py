"""The demo's own journeys, played from the command line with the emulated devices at full speed."""

from pathlib import Path

import pytest

from tests.helpers.played import Take, broken_promises, play

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


@pytest.mark.parametrize(
    ("options", "why"),
    [(["--blind"], "comes with the issue"), (["--low-reach", "--size=1920x1080"], "goes with an upright panel")],
)
def test_an_option_that_cannot_be_had_says_why(
    options: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from kiosk.__main__ import main

    assert main(["demo", "--journey", "old-age-allowance", *options]) == 2
    assert why in capsys.readouterr().err


def test_a_journey_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    from kiosk.__main__ import main

    assert main(["demo", "--journey", "moon-trip"]) == 2
    assert "old-age-allowance" in capsys.readouterr().err
