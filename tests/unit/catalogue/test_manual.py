"""The format's manual: one explained item that uses every key, and the JSON Schema beside it."""

import json
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from kiosk.catalogue import Authority, Item, Kind, load_catalogue
from kiosk.catalogue.__main__ import main
from kiosk.catalogue.check import EXAMPLE, check
from kiosk.catalogue.schema import item_schema

SHIPPED = Path(__file__).parents[3] / "assets" / "catalogue"
PUBLISHED = SHIPPED / "item.schema.json"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The shipped catalogue, with the manual's item in it as the county's own."""
    made = Path(shutil.copytree(SHIPPED, tmp_path / "catalogue"))
    shutil.copy(EXAMPLE, made / "items" / "meal-subsidy.toml")
    return made


def keys_of(model: type[BaseModel], here: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, field in model.model_fields.items():
        yield (*here, name)
        for inner in models_in(field.annotation):
            if inner.__name__ != "Words":
                yield from keys_of(inner, (*here, name))


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)


def used_in(value: Any, here: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*here, key)
            yield from used_in(inner, (*here, key))
    if isinstance(value, list):
        for inner in value:
            yield from used_in(inner, here)


def test_the_manuals_item_uses_every_key_there_is_and_has_no_fault(copy: Path) -> None:
    assert check(copy) == ()
    used = set(used_in(tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))))
    assert set(keys_of(Item)) - used == set()


def test_the_published_schema_is_the_programs_own_and_every_shipped_file_fits_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert published == item_schema(), "kiosk catalogue schema > assets/catalogue/item.schema.json"
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == published
    validator = Draft202012Validator(published)
    for file in [*(SHIPPED / "items").glob("*.toml"), EXAMPLE]:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
        assert [error.message for error in validator.iter_errors(values)] == [], file.name
        assert not validator.is_valid({**values, "identity": {"file": "face", "see": "none", "payout": "none"}})
        assert not validator.is_valid({**values, "fill_minuts": 5})


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("fill_minutes = 3", "fill_minuts = 3", "fill_minutes = 3"),
        ('kind = "count"', 'kind = "cuont"', 'kind = "choice"'),
        ("when = 'canteen == \"home\"'", "when = 'canten == \"home\"'", "when = 'canteen == \"home\"'"),
        ("\nworking_days = 5", '\nworking_days = "5"', "working_days = 5"),
        ("[notice]", "[notize]", "[notice]"),
        ("[identity]", "[identities]", "[identity]"),
        ('question = "饭送到哪里？"', 'question = "送 A 还是 B？"', 'spoken = "您在哪里吃饭？"'),
        ('label = "送到家"', 'label = "送到家/单位"', '{ value = "near", label = "社区食堂"'),
        (
            'value = "near"',
            'value = "a0", label = "一" }, '
            + "".join(f'{{ value = "a{n}", label = "一" }}, ' for n in range(1, 4))
            + '{ value = "near"',
            "choices = [",
        ),
        ('division = "130102"', 'division = "13010"', 'division = "130102"'),
        ("committed_working_days = 5", "committed_working_days = 21", "duration = { committed"),
        ('dept_code = "12441500196720244T"', 'dept_code = "12441500196720244R"', 'dept_code = "12441500196720244T"'),
        ('task_code = "1244150', 'task_code = "1344150', 'task_code = "12441500196720244T'),
        ('id = "canteen"', 'id = "type"', 'id = "canteen"'),
        ('type = "money"', 'type = "cash"', 'type = "slip"'),
    ],
)
def test_every_mistake_is_told_with_what_is_right_there(copy: Path, old: str, new: str, right: str) -> None:
    file = copy / "items" / "meal-subsidy.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    told = check(copy)
    assert any(fault.right.startswith(right) and fault.line for fault in told), told


def test_the_command_prints_what_is_right_below_the_mistake(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = copy / "items" / "meal-subsidy.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("fill_minutes", "fill_minuts"), encoding="utf-8")
    assert main(["check", str(copy)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0].endswith("meal-subsidy.toml:21: fill_minuts: Extra inputs are not permitted")
    assert said[1] == "    right: fill_minutes = 3"


def test_the_longest_division_code_decides_what_a_terminal_may_do(copy: Path) -> None:
    file = copy / "items" / "meal-subsidy.toml"
    more = '[[authorities]]\ndivision = "130102001"\nauthority = "forward"\n\n[codes]'
    file.write_text(file.read_text(encoding="utf-8").replace("[codes]", more), encoding="utf-8")
    catalogue = load_catalogue(copy)
    item = catalogue.item("meal-subsidy")
    assert item.authority_at("130102001001") is Authority.FORWARD
    assert item.authority_at("130102002001") is Authority.INFORM
    assert item.authority_at("130104001001") is Authority.ACCEPT
    kinds = [catalogue.at(code).item("meal-subsidy").kind for code in ("130102001001", "130102002001", "130104001001")]
    assert kinds == [Kind.APPLY, Kind.INFORM, Kind.APPLY]


def test_an_authority_said_twice_of_one_place_is_a_mistake(copy: Path) -> None:
    file = copy / "items" / "meal-subsidy.toml"
    more = '[[authorities]]\ndivision = "130102"\nauthority = "forward"\n\n[codes]'
    file.write_text(file.read_text(encoding="utf-8").replace("[codes]", more), encoding="utf-8")
    assert any("`130102` is there twice" in fault.what for fault in check(copy))
