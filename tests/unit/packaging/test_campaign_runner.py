"""The campaign runner, on tiny campaigns that end in every way a campaign can."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.campaigns import runner

TINY = "tests.unit.packaging.tiny_campaigns"
SCHEMA = json.loads(runner.SCHEMA_PATH.read_text())


def run(name: str, results: Path, *options: str) -> tuple[int, dict[str, Any]]:
    exit_code = runner.main([name, *options], TINY, results)
    written = json.loads((results / f"{name}.json").read_text())
    jsonschema.validate(written, SCHEMA)
    return exit_code, written


def test_a_campaign_that_caught_its_fault_held(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exit_code, written = run("steady", tmp_path, "--short")
    assert exit_code == 0
    assert written["held"] is True
    assert written["short"] is True
    assert written["figures"] == {"cases_sent_count": 40}
    assert written["planted_faults"] == {"acknowledgement dropped": "caught"}
    assert capsys.readouterr().out.splitlines()[-1] == "steady: held: 40 cases, none twice"


@pytest.mark.parametrize(
    ("name", "closing_line"),
    [
        ("falls-short", "falls-short: fell short: 1 of 40 cases was lost"),
        ("misses-a-fault", "misses-a-fault: fell short: planted faults were missed: truncated frame (all is well)"),
        (
            "plants-nothing",
            "plants-nothing: fell short: it planted no fault, so it could not have noticed one (all is well)",
        ),
        ("breaks-down", "breaks-down: fell short: it broke down: ConnectionError: the printer went away"),
    ],
)
def test_a_campaign_that_fell_short_says_so_everywhere(
    name: str, closing_line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exit_code, written = run(name, tmp_path)
    assert exit_code == 1
    assert written["held"] is False
    assert written["notes"][-1] == closing_line
    assert capsys.readouterr().out.splitlines()[-1] == closing_line


def test_a_breakdown_keeps_the_figures_measured_before_it(tmp_path: Path) -> None:
    _, written = run("breaks-down", tmp_path)
    assert written["figures"] == {"rounds_count": 3}


def test_what_cannot_run_here_is_neither_held_nor_short(tmp_path: Path) -> None:
    exit_code, written = run("cannot-run", tmp_path)
    assert exit_code == 2
    assert written["held"] is None
    assert written["notes"] == ["looked for a loop device", "cannot-run: cannot run here: no loop device"]


def test_an_unknown_name_is_refused_with_the_known_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert runner.main(["unheard-of"], TINY, tmp_path) == 2
    assert "'unheard-of'" in capsys.readouterr().err
    assert not (tmp_path / "unheard-of.json").exists()


def test_the_list_names_every_campaign_and_its_slow_short_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert runner.main(["--list"], TINY) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [
        "breaks-down",
        "cannot-run",
        "falls-short",
        "misses-a-fault",
        "plants-nothing",
        "steady",
    ]
    assert lines[-1].endswith("holds  [--short: the disk alone takes a minute]")


def test_a_fault_cannot_be_planted_twice_under_one_name(tmp_path: Path) -> None:
    context = runner.Context("x", True, tmp_path)
    context.plant("noise")
    with pytest.raises(ValueError, match="planted already"):
        context.plant("noise")


def test_the_schema_refuses_a_result_that_held_without_a_fault() -> None:
    result: dict[str, object] = {"name": "x", "held": True, "short": True, "seconds": 1, "figures": {}, "notes": []}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**result, "planted_faults": {}}, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**result, "planted_faults": {"noise": "missed"}}, SCHEMA)
    jsonschema.validate({**result, "planted_faults": {"noise": "caught"}}, SCHEMA)


def test_every_real_campaign_carries_its_own_name() -> None:
    for name in runner.names():
        campaign = runner.find(name)
        assert campaign is not None
        assert campaign.summary


@pytest.mark.parametrize("name", runner.names())
def test_the_list_says_what_the_campaign_says(name: str) -> None:
    campaign = runner.find(name)
    assert campaign is not None
    source = Path(runner.__file__).with_name(f"{name.replace('-', '_')}.py")
    assert runner.written_words(source) == (campaign.name, campaign.summary, campaign.short_note)
