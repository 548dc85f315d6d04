"""Room: when new forms are refused, and what the ballast is good for."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import apsw
import pytest

from kiosk.outbox import Disk, Limits, NotSaved, Outbox, Room, Saved
from kiosk.outbox.disk import MIB
from tests.helpers.messages import NOW, envelope, id_of
from tests.helpers.queue import Lease

CASE = id_of(1)
GIB = 1024 * MIB


class Gauge:
    """What the kernel tells of a disk: settable."""

    def __init__(self, free_bytes: int, all_bytes: int = 100 * GIB) -> None:
        self.free_bytes = free_bytes
        self.all_bytes = all_bytes

    def __call__(self, path: Path) -> Any:
        return SimpleNamespace(f_bavail=self.free_bytes // 4096, f_frsize=4096, f_blocks=self.all_bytes // 4096)


@pytest.mark.parametrize(
    ("free_bytes", "all_bytes", "room"),
    [
        (50 * GIB, 100 * GIB, Room.OK),
        (11 * GIB, 100 * GIB, Room.OK),
        (9 * GIB, 100 * GIB, Room.LOW),  # under a tenth
        (201 * MIB, 1 * GIB, Room.OK),
        (199 * MIB, 1 * GIB, Room.LOW),  # under 200 MiB
        (16 * MIB, 1 * GIB, Room.LOW),
        (15 * MIB, 1 * GIB, Room.FULL),
        (0, 1 * GIB, Room.FULL),
    ],
)
def test_the_room_follows_the_free_space(tmp_path: Path, free_bytes: int, all_bytes: int, room: Room) -> None:
    assert Disk(tmp_path, statvfs=Gauge(free_bytes, all_bytes)).room() is room


@pytest.mark.parametrize(("used_bytes", "room"), [(899, Room.OK), (900, Room.LOW), (999, Room.LOW), (1000, Room.FULL)])
def test_the_room_follows_the_quota_of_the_directory(tmp_path: Path, used_bytes: int, room: Room) -> None:
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "terminal.jsonl").write_bytes(b"x" * used_bytes)
    assert Disk(tmp_path, Limits(quota_bytes=1000), Gauge(50 * GIB)).room() is room


def test_a_disk_that_cannot_be_asked_has_no_room(tmp_path: Path) -> None:
    def broken(path: Path) -> os.statvfs_result:
        raise OSError(5, "Input/output error")

    disk = Disk(tmp_path, statvfs=broken)
    assert (disk.room(), disk.free_bytes()) == (Room.FULL, 0)


def _walk_with_an_end(monkeypatch: pytest.MonkeyPatch, ends: Path) -> None:
    """A file that is there when its folder is read, and gone when it is looked at."""
    real = os.walk

    def walk(top: Path, **options: Any) -> Iterator[Any]:
        for found in real(top, **options):
            ends.unlink(missing_ok=True)
            yield found

    monkeypatch.setattr(os, "walk", walk)


def test_a_file_that_goes_while_it_is_counted_does_not_fill_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen: a heartbeat's number was written in that moment, and residents were told that the machine is full."""
    (tmp_path / "identity").mkdir()
    passing = tmp_path / "identity" / "beat.new"
    passing.write_bytes(b"7")
    _walk_with_an_end(monkeypatch, passing)
    assert Disk(tmp_path, statvfs=Gauge(50 * GIB)).room() is Room.OK
    assert not passing.exists()


def test_a_folder_that_cannot_be_read_has_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(path: Path) -> Iterator[Any]:
        raise OSError(errno.EIO, "it cannot be read")

    monkeypatch.setattr(os, "scandir", fails)
    assert Disk(tmp_path, statvfs=Gauge(50 * GIB)).room() is Room.FULL


def test_the_ballast_takes_real_blocks_and_is_made_once(tmp_path: Path) -> None:
    disk = Disk(tmp_path, Limits(ballast_bytes=MIB), Gauge(50 * GIB))
    assert disk.settle() is Room.OK
    made = (tmp_path / "ballast").stat()
    assert made.st_blocks * 512 >= MIB
    disk.settle()
    assert (tmp_path / "ballast").stat().st_ino == made.st_ino


def test_the_ballast_is_given_up_once_and_made_again_when_there_is_room(tmp_path: Path) -> None:
    gauge = Gauge(50 * GIB)
    disk = Disk(tmp_path, Limits(ballast_bytes=MIB), gauge)
    disk.settle()
    assert [disk.drop_ballast(), disk.drop_ballast()] == [True, False]
    gauge.free_bytes = 150 * MIB
    assert disk.settle() is Room.LOW
    assert not (tmp_path / "ballast").exists()
    gauge.free_bytes = 50 * GIB
    disk.settle()
    assert (tmp_path / "ballast").exists()


def test_a_ballast_that_does_not_fit_leaves_nothing_behind(tmp_path: Path) -> None:
    huge = Limits(ballast_bytes=1 << 60)
    assert Disk(tmp_path, huge, Gauge(50 * GIB)).settle() is Room.OK
    assert list(tmp_path.iterdir()) == []


@pytest.mark.anyio
async def test_a_change_of_room_is_told_once(tmp_path: Path) -> None:
    gauge = Gauge(50 * GIB)
    outbox = await Outbox(tmp_path / "outbox.db", disk=Disk(tmp_path, Limits(ballast_bytes=MIB), gauge)).open()
    told: list[Room] = []
    outbox.subscribe_room(told.append)
    for free_bytes in (40 * GIB, 100 * MIB, 90 * MIB, 1 * MIB, 50 * GIB):
        gauge.free_bytes = free_bytes
        await outbox.look_at_disk()
    assert told == [Room.LOW, Room.FULL, Room.OK]
    await outbox.close()


class Tank(Disk):
    """A disk that is full until its ballast is given up: SQLite may not grow the file before that."""

    db: apsw.Connection

    def fill(self, db: apsw.Connection) -> None:
        self.db = db
        db.pragma("max_page_count", db.pragma("page_count"))

    def drop_ballast(self) -> bool:
        dropped = super().drop_ballast()
        if dropped:
            self.db.pragma("max_page_count", 1 << 30)
        return dropped


@pytest.mark.anyio
async def test_the_case_under_way_is_written_in_the_ballasts_place(tmp_path: Path) -> None:
    disk = Tank(tmp_path, Limits(ballast_bytes=MIB), Gauge(50 * GIB))
    outbox = await Outbox(tmp_path / "outbox.db", disk=disk).open()
    await outbox.add_lease(Lease())
    await outbox.look_at_disk()
    disk.fill(outbox._store._db)
    big = "x" * 200_000
    filed = await outbox.file_case(CASE, NOW, lambda number: envelope(CASE, note=big))
    assert not isinstance(filed, NotSaved)
    assert await outbox.acknowledge(CASE, NOW) == Saved(CASE)
    disk.fill(outbox._store._db)
    again = await outbox.file_case(id_of(2), NOW, lambda number: envelope(id_of(2), note=big * 2))
    assert again == NotSaved("disk_full")  # the ballast is gone
    await outbox.close()
