"""The disk that loses its power: what may be found after a cut, and what may not; each model of names by itself."""

import random
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from tests.helpers.crash_disk import SECTOR_BYTES, CrashDisk, Names, Sync, SyncNames, Unlink, Write

FILE = Path("/file")
OLD, NEW = b"o" * (3 * SECTOR_BYTES), b"n" * (3 * SECTOR_BYTES)


def put(disk: CrashDisk, path: Path, data: bytes) -> None:
    with disk.create(path) as file:
        file.write(data)


def found(disk: CrashDisk, names: Names, name: str = "file", count: int = 200) -> set[bytes | None]:
    """Everything that a file was found to be after cuts behind the last step; None where it is not there."""
    disks = [disk.after_cut(len(disk.steps), random.Random(seed), names) for seed in range(count)]
    return {cut.read(name) if name in cut.names else None for cut in disks}


@pytest.fixture
def disk() -> CrashDisk:
    """A disk on which a file has lain for long."""
    before = CrashDisk()
    put(before, FILE, OLD)
    return CrashDisk(dict(before.names), {inode: bytearray(data) for inode, data in before.contents.items()})


def overwrite(disk: CrashDisk, data: bytes) -> None:
    disk.did(Write(disk.names["file"], 0, data))


# ── contents ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_lay_there_for_long_stays(disk: CrashDisk) -> None:
    assert found(disk, Names.STRICT) == {OLD}


def test_a_write_that_no_sync_covers_is_kept_dropped_or_torn_at_sectors(disk: CrashDisk) -> None:
    overwrite(disk, NEW)
    states = found(disk, Names.ORDERED)
    assert {OLD, NEW} < states
    for state in states:
        assert state is not None
        sectors = [state[at : at + SECTOR_BYTES] for at in range(0, len(state), SECTOR_BYTES)]
        assert all(len(set(sector)) == 1 for sector in sectors)
    assert len(states) == 2**3


def test_a_write_that_is_synced_stays_and_a_later_one_may_not(disk: CrashDisk) -> None:
    overwrite(disk, NEW)
    disk.sync(FILE)
    assert found(disk, Names.ORDERED) == {NEW}
    overwrite(disk, OLD)
    assert {OLD, NEW} < found(disk, Names.ORDERED)


def test_a_later_write_may_survive_an_earlier_one(disk: CrashDisk) -> None:
    inode = disk.names["file"]
    disk.did(Write(inode, 0, b"1"))
    disk.did(Write(inode, SECTOR_BYTES, b"2"))
    survived = {(state[:1], state[SECTOR_BYTES : SECTOR_BYTES + 1]) for state in found(disk, Names.ORDERED) if state}
    assert survived == {(b"o", b"o"), (b"1", b"o"), (b"o", b"2"), (b"1", b"2")}


def test_the_sync_of_one_file_says_nothing_of_another(disk: CrashDisk) -> None:
    put(disk, Path("/other"), b"x")
    overwrite(disk, NEW)
    disk.sync(Path("/other"))
    assert OLD in found(disk, Names.ORDERED)


def test_nothing_behind_the_cut_is_there(disk: CrashDisk) -> None:
    overwrite(disk, NEW)
    disk.sync(FILE)
    assert disk.after_cut(0, random.Random(1), Names.STRICT).read("file") == OLD


def test_a_cut_does_not_change_the_disk_that_was_recorded(disk: CrashDisk) -> None:
    overwrite(disk, NEW)
    found(disk, Names.STRICT)
    assert disk.read("file") == NEW


# ── names ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def new_file(disk: CrashDisk) -> None:
    put(disk, Path("/new"), b"x")


@pytest.mark.parametrize(
    ("names", "sync", "is_sure"),
    [
        (Names.ORDERED, lambda disk: None, False),
        (Names.ORDERED, lambda disk: disk.sync(Path("/new")), True),
        (Names.ORDERED, lambda disk: disk.sync(FILE), True),  # any sync
        (Names.STRICT, lambda disk: disk.sync(Path("/new")), False),
        (Names.STRICT, lambda disk: disk.sync(Path("/directory")), True),
        (Names.OWN, lambda disk: disk.sync(FILE), False),
        (Names.OWN, lambda disk: disk.sync(Path("/new")), True),
        (Names.OWN, lambda disk: disk.sync(Path("/directory")), True),
    ],
)
def test_a_new_name_is_durable_by_its_models_rule(
    disk: CrashDisk, names: Names, sync: Callable[[CrashDisk], None], is_sure: bool
) -> None:
    new_file(disk)
    sync(disk)
    assert (None not in found(disk, names, "new")) is is_sure


@pytest.mark.parametrize("names", Names)
def test_a_file_may_be_back_until_its_unlinking_is_durable(disk: CrashDisk, names: Names) -> None:
    disk.remove(FILE)
    assert found(disk, names) == {OLD, None}
    disk.sync(Path("/directory"))
    assert found(disk, names) == {None}


def test_names_change_in_order_where_a_journal_keeps_them(disk: CrashDisk) -> None:
    new_file(disk)
    disk.remove(FILE)
    for seed in range(100):
        cut = disk.after_cut(len(disk.steps), random.Random(seed), Names.ORDERED)
        assert "file" in cut.names or "new" in cut.names


def test_names_change_in_any_order_where_only_posix_is_promised(disk: CrashDisk) -> None:
    new_file(disk)
    disk.remove(FILE)
    cuts = [disk.after_cut(len(disk.steps), random.Random(seed), Names.STRICT) for seed in range(100)]
    assert any(not cut.names for cut in cuts)


def test_a_renamed_file_is_found_under_one_name_or_the_other(disk: CrashDisk) -> None:
    disk.rename(FILE, Path("/new"))
    for names in Names:
        assert found(disk, names, "new") == {OLD, None}
    disk.sync(Path("/directory"))
    assert found(disk, Names.STRICT, "new") == {OLD}


def test_a_file_made_anew_never_holds_what_its_namesake_held(disk: CrashDisk) -> None:
    put(disk, FILE, NEW)
    assert all(state is None or state == OLD or not set(state) & set(OLD) for state in found(disk, Names.STRICT))


def test_a_file_that_was_written_whole_is_old_or_new(disk: CrashDisk) -> None:
    with disk.written_whole(FILE) as file:
        file.write(NEW)
    for at in range(len(disk.steps) + 1):
        for seed in range(20):
            for names in Names:
                cut = disk.after_cut(at, random.Random(seed), names)
                assert cut.read("file") in (OLD, NEW)
    assert found(disk, Names.STRICT) == {NEW}


# ── under SQLite ───────────────────────────────────────────────────────────────────────────────────────────────────


def after(disk: CrashDisk, *statements: str) -> None:
    with disk.mounted():
        db = apsw.Connection("/db", vfs=disk.vfs)
        for statement in statements:
            db.execute(statement).fetchall()
        db.close()


@pytest.mark.parametrize(
    ("pragmas", "sync_count"),
    [
        ("pragma synchronous = extra; pragma journal_mode = wal", 1),
        ("pragma journal_mode = wal; pragma synchronous = normal", 0),
        ("pragma journal_mode = wal; pragma synchronous = off", 0),
    ],
)
def test_it_counts_the_syncs_of_a_commit(pragmas: str, sync_count: int) -> None:
    disk = CrashDisk()
    with disk.mounted():
        db = apsw.Connection("/db", vfs=disk.vfs)
        db.execute(
            f"pragma locking_mode = exclusive; {pragmas}; create table t (x); insert into t values (0)"
        ).fetchall()
        before = len(disk.steps)
        db.execute("insert into t values (1)").fetchall()
        assert sum(isinstance(step, Sync) for step in disk.steps[before:]) == sync_count
        db.close()


def test_a_journal_is_unlinked_durably_at_extra_and_not_at_full() -> None:
    for level, is_durable in (("extra", True), ("full", False)):
        disk = CrashDisk()
        after(disk, f"pragma synchronous = {level}", "create table t (x)")
        unlinks = [place for place, step in enumerate(disk.steps) if step == Unlink("db-journal")]
        assert (SyncNames() in disk.steps[unlinks[-1] :]) is is_durable


@pytest.mark.parametrize(("level", "is_lost"), [("extra", False), ("full", True), ("off", True)])
def test_a_rollback_journal_loses_commits_below_extra(level: str, is_lost: bool) -> None:
    """SQLite's own default, DELETE and FULL, is not durable where an unlink may be undone."""
    disk = CrashDisk()
    after(disk, f"pragma synchronous = {level}", "create table t (x)", "insert into t values (1)")
    lost = 0
    for seed in range(150):
        cut = disk.after_cut(len(disk.steps), random.Random(seed), Names.STRICT)
        with cut.mounted():
            db = apsw.Connection("/db", vfs=cut.vfs)
            try:
                lost += db.execute("select x from t").get != 1
            except apsw.Error:
                lost += 1
            db.close()
    assert (lost > 0) is is_lost
