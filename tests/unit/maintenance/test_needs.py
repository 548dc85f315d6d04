"""What needs a hand: only what is known to be wrong, the worst first, and each with a way to put it right."""

from dataclasses import replace
from datetime import timedelta

import pytest

from devices.contracts.card_reader import CardReaderStatus
from devices.contracts.health import Health
from devices.contracts.power import PowerSource, PowerStatus
from devices.contracts.printer import Paper
from devices.contracts.statuses import Statuses
from kiosk.maintenance.facts import Line
from kiosk.maintenance.guides import GUIDES
from kiosk.maintenance.needs import Kind, Urgency, needs_of
from kiosk.outbox import Room
from tests.helpers.machine_facts import (
    AFTERNOON,
    EMPTY_QUEUE,
    ENDING,
    JAMMED,
    NO_PAPER,
    OPEN,
    STUCK_QUEUE,
    WELL,
    facts,
    printer,
)  # fmt: skip


def kinds(statuses: Statuses = WELL, **other: object) -> list[Kind]:
    return [need.kind for need in needs_of(facts(statuses, **other))]


def test_a_machine_that_is_well_needs_nobody() -> None:
    assert kinds() == []


@pytest.mark.parametrize(
    ("statuses", "kind"),
    [
        (NO_PAPER, Kind.NO_PAPER),
        (OPEN, Kind.COVER_OPEN),
        (JAMMED, Kind.JAM),
        (printer(health=Health.NO_DEVICE, paper=Paper.UNKNOWN, cover_open=None), Kind.PRINTER),
        (printer(paper=Paper.LOW), Kind.PAPER_LOW),
        (replace(WELL, id_card=CardReaderStatus(health=Health.NO_DEVICE, since_s=0.0)), Kind.READER),
        (replace(WELL, scanner=replace(WELL.scanner, health=Health.NO_DEVICE)), Kind.DEVICE),  # type: ignore[type-var]
        (replace(WELL, power=PowerStatus(health=Health.ONLINE, since_s=0.0, source=PowerSource.BATTERY)), Kind.POWER),
    ],
)
def test_each_lack_of_a_device_is_one_need(statuses: Statuses, kind: Kind) -> None:
    assert kinds(statuses) == [kind]


def test_what_nobody_knows_yet_is_no_need() -> None:
    assert kinds(replace(WELL, id_card=CardReaderStatus(since_s=0.0))) == []
    assert kinds(line=Line()) == []


def test_paper_that_is_out_is_told_once_and_paper_that_ends_soon_before_it_is() -> None:
    assert kinds(NO_PAPER, paper=ENDING) == [Kind.NO_PAPER]
    assert kinds(paper=ENDING) == [Kind.PAPER_LOW]


def test_a_line_that_was_lost_just_now_needs_nobody_and_one_that_stays_away_does() -> None:
    def lost(minutes: int) -> Line:
        return Line(online=False, since=AFTERNOON - timedelta(minutes=minutes))

    assert (kinds(line=lost(9)), kinds(line=lost(10))) == ([], [Kind.NETWORK])


@pytest.mark.parametrize(("days", "urgency"), [(31, None), (30, Urgency.SOON), (0, Urgency.STOPPED)])
def test_a_certificate_is_told_of_a_month_ahead(days: int, urgency: Urgency | None) -> None:
    line = Line(online=True, since=AFTERNOON, certificate_ends_at=AFTERNOON + timedelta(days=days))
    assert [need.urgency for need in needs_of(facts(line=line))] == ([] if urgency is None else [urgency])


@pytest.mark.parametrize(("off_s", "expected"), [(-121.0, [Kind.CLOCK]), (90.0, []), (None, [])])
def test_a_clock_is_wrong_in_either_direction(off_s: float | None, expected: list[Kind]) -> None:
    assert kinds(line=Line(online=True, since=AFTERNOON, clock_off_s=off_s)) == expected


def test_a_full_disk_comes_before_a_dead_letter_and_paper_that_ends() -> None:
    queue = replace(STUCK_QUEUE, room=Room.FULL)
    assert kinds(printer(paper=Paper.LOW), queue=queue) == [Kind.DISK, Kind.QUEUE, Kind.PAPER_LOW]
    assert kinds(queue=replace(EMPTY_QUEUE, room=Room.LOW)) == [Kind.DISK]


def test_every_need_but_the_queue_has_a_guide() -> None:
    assert set(GUIDES) == set(Kind) - {Kind.QUEUE}
