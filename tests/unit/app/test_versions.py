"""The versions of the program on disk, and the power that is cut at any write between them."""

from pathlib import Path

import pytest

from kiosk.app.versions import record_in
from kiosk.maintenance.updates.steps import STARTS_COUNT
from tests.helpers.bundles import QUEUE_SCHEMA, Machine, Publisher, cut_at, program

PUBLISHER = Publisher.new()
MOST_WRITES_COUNT = 200


def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path, PUBLISHER)


def with_good(tmp_path: Path, serial: int) -> Machine:
    """A machine on which this version is well."""
    here = machine(tmp_path)
    here.stage(PUBLISHER.bundle(serial, program(serial)))
    here.start()
    here.says_it_is_well(serial)
    here.start()
    return here


def test_a_good_bundle_runs_and_is_kept_once_it_is_well(tmp_path: Path) -> None:
    here = with_good(tmp_path, 1)
    assert here.runs == "1"
    assert record_in(here.folder).outcome == "kept"
    here.stage(PUBLISHER.bundle(2, program(2)))
    assert here.start().trial == 2
    assert here.runs == "2"
    here.says_it_is_well(2)
    here.start()
    assert [path.name for path in sorted(here.folder.glob("[0-9]*"))] == ["000000002"]
    assert not here.inbox.bundle.exists()


@pytest.mark.parametrize(
    ("bundle", "why"),
    [
        (Publisher.new().bundle(2, program(2)), "signature"),
        (PUBLISHER.bundle(2, program(2))[:-1], "length"),
        (PUBLISHER.bundle(2, program(2))[:-1] + b"!", "sha256"),
        (PUBLISHER.bundle(2, {"../kiosk/main.py": "out"}), "unpacked"),
        (PUBLISHER.bundle(2, {"kiosk/main.py": "and nothing else"}), "fit"),
    ],
)
def test_a_bundle_that_is_none_changes_nothing_and_says_why(bundle: bytes, why: str, tmp_path: Path) -> None:
    here = with_good(tmp_path, 1)
    here.stage(bundle)
    assert here.start().outcome == why
    assert here.runs == "1"
    assert not here.inbox.bundle.exists()
    assert not (here.folder / "taking").exists()


def test_a_version_that_is_never_well_is_given_back_and_not_taken_again(tmp_path: Path) -> None:
    here = with_good(tmp_path, 1)
    bad = PUBLISHER.bundle(2, program(2))
    here.stage(bad)
    for _ in range(STARTS_COUNT):
        here.start()
        assert here.runs == "2"
    assert here.start().outcome == "returned"
    assert here.runs == "1"
    here.stage(bad)
    here.start()
    assert here.runs == "1"


def test_a_version_with_a_newer_queue_is_not_given_back(tmp_path: Path) -> None:
    here = with_good(tmp_path, 1)
    here.stage(PUBLISHER.bundle(2, program(2), queue_schema=QUEUE_SCHEMA + 1))
    for _ in range(STARTS_COUNT + 3):
        here.start()
    assert here.runs == "2"


def test_a_power_cut_at_any_write_of_taking_in_leaves_a_version_that_runs_and_then_the_new_one(tmp_path: Path) -> None:
    count = 0
    while count < MOST_WRITES_COUNT:
        count += 1
        here = with_good(tmp_path / str(count), 1)
        here.stage(PUBLISHER.bundle(2, program(2)))
        was_cut = cut_at(count, here.start)
        assert here.runs in ("1", "2"), count
        here.start()
        assert here.runs == "2", count
        if not was_cut:
            break
    assert 15 < count < MOST_WRITES_COUNT


@pytest.mark.parametrize("is_well", [True, False])
def test_a_power_cut_while_one_is_kept_or_given_back_ends_where_it_would_have(tmp_path: Path, is_well: bool) -> None:
    count = 0
    while count < MOST_WRITES_COUNT:
        count += 1
        here = with_good(tmp_path / str(count), 1)
        here.stage(PUBLISHER.bundle(2, program(2)))
        for _ in range(STARTS_COUNT):
            here.start()
        if is_well:
            here.says_it_is_well(2)
        was_cut = cut_at(count, here.start)
        assert here.runs in ("1", "2"), count
        here.start()
        assert here.runs == ("2" if is_well else "1"), count
        if not was_cut:
            break
    assert 3 < count < MOST_WRITES_COUNT
