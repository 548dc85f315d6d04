"""The emulated document camera's page: every word lies on the sheet."""

import tomllib
from pathlib import Path

from devices.emulators.camera_views import font, wrapped

DEMO = Path(__file__).parents[4] / "assets/content/demo.toml"


def test_no_word_of_the_demo_s_page_runs_off_its_right_edge() -> None:
    page = tomllib.loads(DEMO.read_text())["page"]
    lines = wrapped(page, 620)
    assert "".join(lines) == page
    assert max(font().getlength(line) for line in lines) <= 620


def test_lines_end_where_the_page_ends_them() -> None:
    assert wrapped("居民户口簿\n\n本人页", 620) == ["居民户口簿", "", "本人页"]
