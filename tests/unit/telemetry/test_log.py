"""The log: what the catalogue allows, and not a word more."""

import ast
import asyncio
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.telemetry import CatalogueError, JsonLines, close_log, emit, load_events, open_log
from kiosk.telemetry.log import UnknownEventError

ROOT = Path(__file__).parents[3]
NAME = "周秀英"
NUMBER = "110101195001011009"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    before = logging.getLogger().level
    handler = open_log(tmp_path / "log")
    yield tmp_path / "log" / "terminal.jsonl"
    close_log(handler)
    logging.getLogger().setLevel(before)


def lines(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def test_an_event_is_one_json_line_with_its_fields(log: Path) -> None:
    emit("session_ended", item="old-age-allowance", mode="elder", outcome="completed", seconds_s=181.5, over_60=True)
    (line,) = lines(log)
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "info",
        "event": "session_ended",
        "item": "old-age-allowance",
        "mode": "elder",
        "outcome": "completed",
        "seconds_s": 181.5,
        "over_60": True,
    }


def test_a_session_without_a_card_has_no_age_rather_than_a_young_one(log: Path) -> None:
    emit("session_ended", item=None, mode="standard", outcome="abandoned", seconds_s=9.0, over_60=None)
    assert lines(log)[0]["over_60"] is None


def test_a_field_that_the_catalogue_does_not_name_is_dropped(log: Path) -> None:
    emit("session_ended", outcome="completed", name=NAME, case_id="0" * 32)
    (line,) = lines(log)
    assert set(line) == {"at", "level", "event", "outcome"}


@pytest.mark.parametrize("value", ["61", 61, 61.0])
def test_a_field_of_another_type_is_dropped(value: Any, log: Path) -> None:
    emit("session_ended", over_60=value, seconds_s=float("nan"))
    assert set(lines(log)[0]) == {"at", "level", "event"}


def test_an_unknown_event_is_written_without_anything_in_it(log: Path) -> None:
    emit(f"read {NAME}", number=NUMBER)
    (line,) = lines(log)
    assert (line["event"], set(line)) == ("unknown_event", {"at", "level", "event"})


def test_strict_the_formatter_raises_on_what_the_catalogue_does_not_know() -> None:
    strict = JsonLines(strict=True)
    record = logging.LogRecord("kiosk.events", logging.INFO, "", 0, "session_ended", None, None)
    record.fields = {"name": NAME}
    with pytest.raises(UnknownEventError):
        strict.format(record)
    record.msg, record.fields = "nothing_like_it", {}
    with pytest.raises(UnknownEventError):
        strict.format(record)


def test_the_arguments_of_a_plain_record_are_not_written(log: Path) -> None:
    logging.getLogger("devices.idcards").warning("card of %s has a bad check digit", NAME)
    (line,) = lines(log)
    assert line["text"] == "card of %s has a bad check digit"
    assert NAME not in log.read_text(encoding="utf-8")


def test_an_error_is_written_as_types_and_places_without_its_words(log: Path) -> None:
    try:
        try:
            raise ValueError(NUMBER)
        except ValueError as inner:
            raise RuntimeError(f"could not read {NAME}") from inner
    except RuntimeError:
        logging.getLogger("kiosk").exception("task %s crashed", "read card")
    (line,) = lines(log)
    assert [link["type"] for link in line["error"]] == ["RuntimeError", "ValueError"]
    assert line["error"][0]["lines"][-1].startswith("test_log.py:")
    written = log.read_text(encoding="utf-8")
    assert NAME not in written
    assert NUMBER not in written


def test_what_asyncio_prints_of_a_forgotten_task_stays_out(log: Path) -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.call_exception_handler({"message": "Task was destroyed but it is pending!", "card": NUMBER})

    asyncio.run(main())
    assert lines(log)[0]["text"] == "Task was destroyed but it is pending!"
    assert NUMBER not in log.read_text(encoding="utf-8")


def test_the_addresses_that_the_http_library_logs_stay_out(log: Path) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST http://reception/v1/progress?name=%s", NAME)
    assert not log.exists()


# ── the catalogue ──────────────────────────────────────────────────────────────────────────────────────────────────


def emitted() -> Iterator[tuple[str, str, set[str]]]:
    """Every `emit("…", field=…)` of the program: where, which event, which fields."""
    for file in sorted((ROOT / "kiosk").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "emit":
                event = node.args[0]
                assert isinstance(event, ast.Constant), f"{file}:{node.lineno}: the event must be a constant"
                names = {keyword.arg for keyword in node.keywords}
                assert None not in names, f"{file}:{node.lineno}: the fields must be named"
                yield f"{file.name}:{node.lineno}", str(event.value), {name for name in names if name}


def test_everything_the_program_emits_is_in_the_catalogue() -> None:
    events = load_events()
    found = list(emitted())
    assert found
    for where, event_id, names in found:
        assert event_id in events, where
        assert names <= set(events[event_id].fields), where


def test_no_event_has_a_field_for_a_person() -> None:
    fields = {name for event in load_events().values() for name in event.fields}
    assert not fields & {"name", "id_number", "phone", "address", "account", "case_id", "number", "birth_date", "age"}


@pytest.mark.parametrize(
    "text",
    [
        '[x]\nlevel = "loud"\nexplanation = "."\nfields = {}',
        '[x]\nlevel = "info"\nfields = {}',
        '[x]\nlevel = "info"\nexplanation = ""\nfields = {}',
        '[x]\nlevel = "info"\nexplanation = "."\nfields = { a = "anything" }',
        '[x]\nlevel = "info"\nexplanation = "."\nfields = {}\nmore = 1',
        "x = 1",
    ],
)
def test_a_catalogue_that_cannot_be_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "events.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError):
        load_events(file)
