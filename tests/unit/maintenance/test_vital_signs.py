"""How the machine itself is, beside its devices."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.maintenance.vital_signs import Vitals, machine_beats, memory_free_percent, needs_of, temperature_c
from kiosk.texts import Texts
from tests.helpers.view_context import ROOT

WELL = Vitals(datetime(2026, 5, 1, tzinfo=UTC), memory_free_percent=40.0, temperature_c=55.0)


def test_a_machine_that_is_well_or_tells_nothing_needs_nobody() -> None:
    assert needs_of(WELL) == ()
    assert needs_of(Vitals(WELL.now)) == ()


@pytest.mark.parametrize(
    ("sick", "word"),
    [
        (replace(WELL, memory_free_percent=3.0), "memory_low"),
        (replace(WELL, temperature_c=91.0), "hot"),
        (replace(WELL, is_disk_low=True), "disk_low"),
        (replace(WELL, clock_ahead=timedelta(minutes=-20)), "clock_wrong"),
        (replace(WELL, now=datetime(2000, 1, 1, tzinfo=UTC)), "clock_wrong"),
        (replace(WELL, rested="safe"), "rested_safe"),
        (replace(WELL, rested="reboot"), "rested_reboot"),
        (replace(WELL, rested="out_of_service"), "rested_out_of_service"),
    ],
)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_each_trouble_has_one_word_and_words_for_people_with_what_to_do(sick: Vitals, word: str, language: str) -> None:
    assert needs_of(sick) == (word,)
    texts = Texts.load(ROOT / "assets" / "i18n", "en" if language == "en" else "zh_CN")
    assert all(texts(f"doctor.{kind}.{word}") for kind in ("lack", "todo"))
    (beat,) = machine_beats(needs_of(sick))
    assert (beat.role, beat.state) == ("machine", word)
    assert texts("doctor.role.machine")


def test_memory_and_heat_are_read_as_the_kernel_writes_them(tmp_path: Path) -> None:
    (tmp_path / "meminfo").write_text("MemTotal:        8000000 kB\nMemFree:  1 kB\nMemAvailable:    2000000 kB\n")
    assert memory_free_percent(tmp_path) == 25.0
    for number, text in enumerate(("48000", "61500", "nothing")):
        zone = tmp_path / f"class/thermal/thermal_zone{number}"
        zone.mkdir(parents=True)
        (zone / "temp").write_text(text)
    assert temperature_c(tmp_path) == 61.5


def test_where_the_kernel_tells_nothing_nothing_is_known(tmp_path: Path) -> None:
    assert memory_free_percent(tmp_path) is None
    assert temperature_c(tmp_path) is None
