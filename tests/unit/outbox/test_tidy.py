"""The log is emptied when nobody waits, and nobody is made to wait for it."""

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from kiosk.outbox import Outbox, Store
from kiosk.outbox import store as store_module
from kiosk.outbox.database import BUSY_TIMEOUT_MS
from kiosk.outbox.files import Files
from tests.helpers.fake_clock import FakeClock
from tests.helpers.messages import NOW, envelope, id_of
from tests.helpers.queue import Lease, open_outbox


class CountedNaps(apsw.VFS):
    """The machine's own file layer; counts how often SQLite waits for a lock."""

    name = "counted-naps"

    def __init__(self) -> None:
        super().__init__(self.name, "")
        self.count = 0

    def xSleep(self, microseconds: int) -> int:  # noqa: N802 - SQLite's own name
        self.count += 1
        return super().xSleep(microseconds)


class Napping(Files):
    vfs = CountedNaps.name


@pytest.fixture
def naps() -> Iterator[CountedNaps]:
    layer = CountedNaps()
    yield layer
    layer.unregister()


@pytest.fixture
def napping(tmp_path: Path, clock: FakeClock, naps: CountedNaps) -> Iterator[Store]:
    store = Store(tmp_path / "outbox.db", clock, Napping())
    store.open()
    store.add_lease(Lease())
    yield store
    store.close()


@pytest.fixture
def reader(tmp_path: Path, napping: Store) -> Iterator[apsw.Connection]:
    """One moment's view of the queue, as an export to a slow stick holds it, in this process or another."""
    file(napping, 1)
    db = apsw.Connection(str(tmp_path / "outbox.db"))
    db.execute("begin; select count(*) from outbox").fetchall()
    yield db
    db.close()


def file(store: Store, case: int) -> None:
    store.file_case(id_of(case), NOW, lambda number: envelope(id_of(case), note=number))
    store.tidy()


def log_bytes(store: Store) -> int:
    return store.path.with_name(f"{store.path.name}-wal").stat().st_size


@pytest.mark.parametrize("long_log_pages", [1, 1000])
def test_a_slow_export_keeps_no_resident_waiting(
    napping: Store, reader: apsw.Connection, naps: CountedNaps, monkeypatch: pytest.MonkeyPatch, long_log_pages: int
) -> None:
    """Seen: each commit beside an export to a slow stick was followed by a wait of 5 s."""
    monkeypatch.setattr(store_module, "LONG_LOG_PAGES", long_log_pages)
    for case in (2, 3, 4):
        file(napping, case)
    for case in (1, 2, 3, 4):
        napping.acknowledge(id_of(case), NOW)
        napping.tidy()
    assert naps.count == 0


def test_the_log_is_emptied_once_the_export_has_gone(napping: Store, reader: apsw.Connection) -> None:
    napping.acknowledge(id_of(1), NOW)
    napping.tidy()
    assert log_bytes(napping) > 0
    reader.execute("rollback").fetchall()
    napping.tidy()
    assert log_bytes(napping) <= 2 * (4096 + 24) + 32  # only its new header's page


def test_a_commit_still_waits_for_a_tool_that_writes(napping: Store, reader: apsw.Connection) -> None:
    napping.acknowledge(id_of(1), NOW)
    napping.tidy()
    assert napping._db.pragma("busy_timeout") == BUSY_TIMEOUT_MS


@pytest.mark.anyio
async def test_a_log_that_was_being_read_is_emptied_without_another_commit(tmp_path: Path) -> None:
    outbox: Outbox = await open_outbox(tmp_path / "outbox.db")
    await outbox.file_case(id_of(1), NOW, lambda number: envelope(id_of(1), note=number))
    reader = apsw.Connection(str(tmp_path / "outbox.db"))
    reader.execute("begin; select count(*) from outbox").fetchall()
    await outbox.acknowledge(id_of(1), NOW)
    await outbox.counts()  # the store's thread is through with what follows a commit
    before = log_bytes(outbox._store)
    reader.execute("rollback").fetchall()
    await outbox.look_at_disk()
    assert log_bytes(outbox._store) < before
    reader.close()
    await outbox.close()
