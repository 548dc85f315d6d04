"""The log is searched by event: newest first, the worst sort first, and no torn line is in the way."""

import json

import pytest

from kiosk.maintenance.log_pages import MOST_SHOWN_COUNT, log_of
from kiosk.telemetry import load_events
from tests.helpers.view_context import real_texts


def line(event: str, level: str = "info", minute: int = 0, **fields: object) -> str:
    return json.dumps({"at": f"2026-04-21T01:{minute:02}:00+00:00", "level": level, "event": event, **fields})


LINES = [
    line("standing", standing="in_service"), line("task_fell", "error", 1, task="sync", count=1), "{torn", "[]", "null",
    json.dumps({"at": "2026-04-21T01:02:00+00:00", "level": "info", "logger": "asyncio", "text": "no event"}),
    line("message_postponed", "warning", 3), line("message_postponed", "warning", 4, cause="timeout"),
]  # fmt: skip


def test_the_newest_comes_first_and_what_is_no_event_not_at_all() -> None:
    log = log_of(LINES)
    assert [(found.event, found.at.minute) for found in log.of("")] == [
        ("message_postponed", 4), ("message_postponed", 3), ("task_fell", 1), ("standing", 0),
    ]  # fmt: skip


def test_events_are_counted_the_most_urgent_first() -> None:
    assert log_of(LINES).counts == (("task_fell", 1), ("message_postponed", 2), ("standing", 1))


def test_one_event_is_found_with_all_that_was_written_of_it() -> None:
    found = log_of(LINES).of("task_fell")
    assert [each.details for each in found] == [(("task", "sync"), ("count", "1"))]
    assert log_of(LINES).of("never") == ()


def test_no_more_is_shown_than_a_hand_turns() -> None:
    assert len(log_of([line("standing")] * 100).of("")) == MOST_SHOWN_COUNT


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_every_event_has_a_plain_explanation(locale: str) -> None:
    texts = real_texts(locale)
    assert [event for event in load_events() if f"log.event.{event}" not in texts] == []
