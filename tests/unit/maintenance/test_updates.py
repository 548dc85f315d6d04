"""A bundle's head, and what is done next with the versions of the program."""

import msgspec
import pytest

from kiosk.maintenance.updates import (
    MOST_HEAD_BYTES,
    PACKAGED,
    Found,
    Head,
    Keep,
    NoBundle,
    Point,
    Record,
    Remove,
    Start,
    Take,
    next_step,
    read_head,
    taken,
)
from kiosk.maintenance.updates.steps import STARTS_COUNT
from tests.helpers.bundles import HERE, Publisher, program

PUBLISHER = Publisher.new()
ON_TRIAL = taken(Record(good=4, newest=4), 7, is_one_way=False)


def head_of(bundle: bytes, newest: int = 0) -> Head | NoBundle:
    return read_head(bundle[:MOST_HEAD_BYTES], PUBLISHER.is_signed, *HERE, newest)


def test_a_bundle_that_was_signed_for_this_machine_is_one() -> None:
    head = head_of(PUBLISHER.bundle(3, program(3)), newest=2)
    assert isinstance(head, Head)
    assert head.manifest.serial == 3


@pytest.mark.parametrize(
    ("bundle", "newest", "place"),
    [
        (PUBLISHER.bundle(3, program(3)), 3, "manifest.serial"),
        (PUBLISHER.bundle(3, program(3), machine="vax"), 0, "manifest.machine"),
        (PUBLISHER.bundle(3, program(3), python="3.8"), 0, "manifest.python"),
        (Publisher.new().bundle(3, program(3)), 0, "signature"),
        (PUBLISHER.bundle(3, program(3)).replace(b'"serial":3', b'"serial":4'), 0, "signature"),
        (PUBLISHER.bundle(3, program(3))[:100], 0, "manifest"),
        (b"", 0, "manifest"),
    ],
    ids=("used", "machine", "python", "publisher", "changed", "cut", "empty"),
)
def test_every_other_file_is_refused_and_why_is_said(bundle: bytes, newest: int, place: str) -> None:
    refused = head_of(bundle, newest)
    assert isinstance(refused, NoBundle)
    assert refused.place == place


def test_what_is_staged_is_taken_before_a_start_and_nothing_else_is_done_where_nothing_is() -> None:
    assert next_step(Found(Record(), PACKAGED, is_staged=True)) == Take()
    assert next_step(Found(Record(), PACKAGED)) == Start()


def test_a_version_on_trial_is_pointed_at_then_started_and_each_start_is_written_down_before() -> None:
    before = Found(ON_TRIAL, 4, frozenset({4, 7}))
    assert next_step(before) == Point(7)
    there = msgspec.structs.replace(ON_TRIAL, starts_left=STARTS_COUNT - 1)
    assert next_step(Found(ON_TRIAL, 7, frozenset({4, 7}))) == Start(there)


def test_what_said_that_it_is_well_is_kept_and_the_older_one_goes() -> None:
    kept = next_step(Found(ON_TRIAL, 7, frozenset({4, 7}), healthy=7))
    assert isinstance(kept, Keep)
    assert (kept.record.good, kept.record.trial, kept.record.outcome) == (7, None, "kept")
    assert next_step(Found(kept.record, 7, frozenset({4, 7}), healthy=7)) == Remove(4)


def test_what_was_started_three_times_and_was_never_well_is_given_back_for_ever() -> None:
    spent = msgspec.structs.replace(ON_TRIAL, starts_left=0)
    back = next_step(Found(spent, 7, frozenset({4, 7}), healthy=4))
    assert isinstance(back, Keep)
    assert (back.record.good, back.record.trial, back.record.newest, back.record.outcome) == (4, None, 7, "returned")
    assert next_step(Found(back.record, 7, frozenset({4, 7}))) == Point(4)
    assert next_step(Found(back.record, 4, frozenset({4, 7}))) == Remove(7)


def test_there_is_no_way_back_from_a_queue_that_the_one_before_cannot_read() -> None:
    one_way = msgspec.structs.replace(ON_TRIAL, is_one_way=True)
    assert next_step(Found(one_way, 7, frozenset({4, 7}))) == Start(one_way)


def test_a_second_bundle_waits_until_the_first_is_settled() -> None:
    step = next_step(Found(ON_TRIAL, 7, frozenset({4, 7}), is_staged=True))
    assert isinstance(step, Start)


def test_versions_that_are_gone_leave_the_packages_own() -> None:
    lost = next_step(Found(ON_TRIAL, 7, frozenset({4})))
    assert isinstance(lost, Keep)
    assert lost.record.wanted == 4
    good_lost = next_step(Found(Record(good=4, newest=4), 4))
    assert isinstance(good_lost, Keep)
    assert good_lost.record.wanted == PACKAGED
