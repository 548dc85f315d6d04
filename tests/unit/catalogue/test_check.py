import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kiosk.catalogue.__main__ import main
from kiosk.catalogue.check import check, positions

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "assets" / "catalogue"
ITEM = "items/old-age-allowance.toml"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "catalogue"))


def changed(copy: Path, file: str, old: str, new: str) -> int:
    """Replace the first `old` and return the line it stood in."""
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_shipped_catalogue_has_no_fault() -> None:
    assert check(SHIPPED) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (ITEM, "format = 2", "format = 1", "format: Input should be 2"),
        (ITEM, 'kind = "account"', 'kind = "acount"', "sections.1.fields.1.kind: Input should be"),
        (ITEM, "twice = true", 'twice = "yes"', "sections.1.fields.1.twice: Input should be a valid boolean"),
        (ITEM, "fill_minutes = 5", "fill_minuts = 5", "fill_minuts: Extra inputs are not permitted"),
        (ITEM, 'see = "card_read"', 'see = "face"', "identity.see: Value error, one of none, typed, card_read"),
        (ITEM, 'in ["family"]', 'in ["cousin"]', "`payout_way` has no choice `cousin`"),
        (ITEM, "payout_way in [", "payout_wey in [", "character 1: no earlier field `payout_wey`; there are"),
        (ITEM, 'payout_way in ["family"]', "payout_way >= 3", "found no matching overload for"),
        (ITEM, 'payout_way in ["family"]', "payout_way", "must come to bool, comes to string"),
        (ITEM, 'payout_way in ["family"]', "payout_way in [", "Syntax error"),
        (
            ITEM,
            'payout_way in ["social_card", "bank_card"]',
            'collector_name == "x"',
            "`collector_name` is asked later",
        ),
        (ITEM, 'same_as = "household_address"', 'same_as = "phone"', "no earlier field `phone`"),
        (ITEM, 'id = "residence_address"', 'id = "household_address"', "`household_address` is there twice"),
        (ITEM, '"household_register", ', '"birth_certificate", ', "no material `birth_certificate`"),
        (ITEM, 'when_answered = "phone"', 'when_answered = "fax"', "no field `fax`"),
        (ITEM, 'category = "elder-care"', 'category = "elders"', "no category `elders`"),
        (ITEM, 'id = "old-age-allowance"', 'id = "allowance"', "must be called allowance.toml"),
        (ITEM, 'phone = "0311-5550-0106"', 'phone = "call us"', "places.0.phone: String should match pattern"),
        (ITEM, "committed_working_days = 15", "committed_working_days = -1", "greater than or equal to 0"),
        ("groups.toml", 'group = "work"', 'group = "leisure"', "no group `leisure`"),
        ("groups.toml", 'target = "bills"', 'target = "taxes"', "leads nowhere: category `taxes`"),
        ("items/warning-colours.toml", 'category = "warnings"', 'category = "bills"', "`warnings` has no item"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_its_line(copy: Path, file: str, old: str, new: str, said: str) -> None:
    line = changed(copy, file, old, new)
    faults = check(copy)
    matching = [fault for fault in faults if said in str(fault)]
    assert len(matching) == 1, [str(fault) for fault in faults]
    if matching[0].file == copy / file:
        assert matching[0].line is not None
        assert abs(matching[0].line - line) <= 1 or "no category" in said
        assert f"{file}:{matching[0].line}:" in str(matching[0])


def test_a_missing_key_is_told_at_the_head_of_its_table(copy: Path) -> None:
    line = changed(copy, ITEM, 'payout = "card_read"\n\n[eligibility]', "\n[eligibility]")
    (fault,) = check(copy)
    text = (copy / ITEM).read_text(encoding="utf-8").splitlines()
    assert fault.where == ("identity", "payout")
    assert fault.line is not None
    assert text[fault.line - 1] == "[identity]"
    assert fault.line < line


def test_all_mistakes_of_all_files_are_told_at_once_in_the_order_of_files_and_lines(copy: Path) -> None:
    changed(copy, ITEM, "order = 1", 'order = "first"')
    changed(copy, ITEM, 'kind = "account"', 'kind = "acount"')
    changed(copy, "items/quick-relief.toml", "format = 2", "format = 3")
    faults = check(copy)
    assert [fault.file.name for fault in faults] == ["old-age-allowance.toml"] * 2 + ["quick-relief.toml"]
    lines = [fault.line or 0 for fault in faults[:2]]
    assert lines == sorted(lines)


@pytest.mark.parametrize("name", ["identity", "notice", "sections", "steps", "duration", "outputs"])
def test_an_item_to_apply_for_cannot_leave_out_what_the_journey_needs(copy: Path, name: str) -> None:
    source = tomllib.loads((copy / ITEM).read_text(encoding="utf-8"))
    assert name in source
    text = (
        (copy / "items/old-age-benefits.toml").read_text(encoding="utf-8").replace('kind = "inform"', 'kind = "apply"')
    )
    (copy / "items/old-age-benefits.toml").write_text(text, encoding="utf-8")
    assert any(f"`{name}`" in str(fault) for fault in check(copy))


def test_the_line_of_every_key_of_every_shipped_file_is_known() -> None:
    def paths(value: object, here: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
        if isinstance(value, dict):
            return [place for key, inner in value.items() for place in [(*here, key), *paths(inner, (*here, key))]]
        if isinstance(value, list):
            return [place for n, inner in enumerate(value) for place in [(*here, n), *paths(inner, (*here, n))]]
        return []

    for file in [*sorted((SHIPPED / "items").glob("*.toml")), SHIPPED / "groups.toml"]:
        content = file.read_bytes()
        known = positions(content)
        lines = content.decode().splitlines()
        for place in paths(tomllib.loads(content.decode()), ()):
            assert place in known, (file.name, place)
            if isinstance(place[-1], str):
                assert place[-1] in lines[known[place] - 1], (file.name, place)


def test_the_command_says_how_many_items_there_are_or_every_fault(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(copy)]) == 0
    assert "32 items in 12 categories" in capsys.readouterr().out
    changed(copy, ITEM, "format = 2", "format = 1")
    assert main(["check", str(copy)]) == 1
    assert "old-age-allowance.toml:" in capsys.readouterr().err
    assert main([]) == 2


def test_the_terminal_does_not_load_the_parser_that_only_the_check_needs() -> None:
    code = "import sys, kiosk.catalogue; sys.exit('tree_sitter' in sys.modules or 'tree_sitter_toml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
