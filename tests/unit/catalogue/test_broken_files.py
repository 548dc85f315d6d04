"""Files that broke the check itself once."""

from pathlib import Path

import pytest

from kiosk.catalogue.check import check

GROUPS = (Path(__file__).parents[3] / "assets" / "catalogue" / "groups.toml").read_bytes()


@pytest.fixture
def item(tmp_path: Path) -> Path:
    (tmp_path / "items").mkdir()
    (tmp_path / "groups.toml").write_bytes(GROUPS)
    return tmp_path / "items" / "one.toml"


def test_a_key_in_another_encoding_is_told_and_does_not_end_the_check(item: Path) -> None:
    item.write_bytes("format = 2\n事项 = 1\n[[facts]]\ntitle = '发多少'\n".encode("gb18030"))
    assert any("is not UTF-8" in str(fault) for fault in check(item.parents[1]))


def test_lists_within_lists_without_end_are_told_and_do_not_end_the_check(item: Path) -> None:
    item.write_text("format = 2\norder = " + "[" * 20_000 + "]" * 20_000, encoding="utf-8")
    assert any("within each other without end" in str(fault) for fault in check(item.parents[1]))


def test_what_toml_itself_refuses_is_told_with_its_line(item: Path) -> None:
    item.write_text("format = 2\nid = 'one'\nkind =\n", encoding="utf-8")
    assert [fault.line for fault in check(item.parents[1]) if fault.file == item] == [3]
