"""The closed list of what can be wrong with a device: no driver names another, none is there for nothing, each has
words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.contracts.printer import PrintTrouble
from devices.contracts.troubles import Trouble
from kiosk.texts import Texts
from tests.helpers.view_context import ROOT

DRIVERS = [
    path for path in (ROOT / "devices").rglob("*.py") if not {"emulators", "contracts", "registry"} & set(path.parts)
]
NAMING = {"DeviceFailedError", "FrameUnusable", "NoPictureError", "NoCameraError", "ProcessEndedError", "SpeechFailed"}
"""What takes a trouble first."""
TELLING = {"_found", "_confirm"}
"""What takes one after the health."""
SAYING = {"code", "trouble_of", "_fault"}
"""Functions whose answer is one."""
LISTING = {"EXITS", "_CODES", "REFUSALS", "GONE", "NOT_THERE", "NO_READER"}
OF_PRINTERS = {PrintTrouble.OFFLINE, PrintTrouble.PAPER_OUT, PrintTrouble.COVER_OPEN, PrintTrouble.JAMMED,
               PrintTrouble.TONER_EMPTY}  # fmt: skip
"""What keeps a printer from its work; the others are what became of a job."""


def texts_in(node: ast.AST | None) -> Iterator[str]:
    if node is None:
        return
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.islower():
            yield part.value


def named_in(path: Path) -> Iterator[str]:
    """Every literal text of a file that becomes the trouble of a status."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in NAMING:
                yield from texts_in(first)
            case ast.Call(func=ast.Attribute(attr=name), args=[_, second, *_]) if name in TELLING:
                yield from texts_in(second)
            case ast.keyword(arg="trouble", value=value):
                yield from texts_in(value)
            case ast.FunctionDef(name=name, body=body) if name in SAYING:
                yield from (text for part in body if isinstance(part, ast.Return) for text in texts_in(part))
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in LISTING:
                yield from texts_in(value)


def test_no_driver_names_a_trouble_that_is_not_of_the_list() -> None:
    named = {(text, path.name) for path in DRIVERS for text in named_in(path)}
    assert {text for text, _ in named} >= {"silent", "no_pdf", "unknown_ups", "replace_battery", "no_permission"}
    assert {(text, where) for text, where in named if text not in set(Trouble)} == set()


def test_no_trouble_is_there_for_nothing() -> None:
    said = "\n".join(path.read_text(encoding="utf-8") for path in DRIVERS)
    unsaid = {trouble for trouble in Trouble if f'"{trouble}"' not in said and f"Trouble.{trouble.name}" not in said}
    assert unsaid - {*OF_PRINTERS, "self_test_failed", "not_authorised"} == set()


def test_what_keeps_a_printer_from_its_work_is_of_the_list() -> None:
    assert set(Trouble) >= set(map(str, OF_PRINTERS))


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_every_trouble_has_words_and_no_words_are_of_none(locale: str) -> None:
    texts = Texts.load(ROOT / "assets" / "i18n", locale)
    wanted = {f"doctor.trouble.{trouble}" for trouble in Trouble}
    assert {key for key in wanted if key not in texts} == set()
    assert {key for key in texts if key.startswith("doctor.trouble.")} == wanted
