"""The store: what was committed stays, once, and is told as it is."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import apsw
import pytest

from kiosk.core.numbers import case_number
from kiosk.outbox import (
    BrokenStoreError,
    Delivery,
    DeliveryState,
    FiledCase,
    NewMessage,
    NotSaved,
    Outbox,
    Pending,
    QueueCounts,
    Saved,
    Store,
)
from tests.helpers.failing_disk import failing_writes
from tests.helpers.messages import NOW, envelope, id_of
from tests.helpers.queue import open_outbox

pytestmark = pytest.mark.anyio

CASE = id_of(1)
OTHER = id_of(2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "queue" / "outbox.db"


@pytest.fixture
async def outbox(path: Path) -> AsyncIterator[Outbox]:
    store = await open_outbox(path)
    yield store
    await store.close()


async def file(outbox: Outbox, case_id: str = CASE, now: datetime = NOW) -> FiledCase:
    filed = await outbox.file_case(case_id, now, lambda number: envelope(case_id, note=number))
    assert isinstance(filed, FiledCase)
    return filed


def number_of(serial: int) -> str:
    return case_number("HSL3", NOW.date(), serial)


async def due_ids(outbox: Outbox, passed_over: tuple[str, ...] = (), most: int = 20) -> list[str]:
    return [pending.message_id for pending in await outbox.due(passed_over, most)]


def row(path: Path, message_id: str) -> dict[str, Any]:
    """One row and its bytes, by a second connection of the same library: two SQLites break each other's locks."""
    db = apsw.Connection(str(path))
    cursor = db.execute(
        "select o.*, c.data as content from outbox as o left join contents as c using (seq) where message_id = ?",
        (message_id,),
    )
    names = [name for name, _ in cursor.get_description()]
    (values,) = cursor.fetchall()
    db.close()
    return dict(zip(names, values, strict=True))


async def test_a_queue_that_cannot_be_read_any_more_once_it_is_open_is_a_broken_store(
    outbox: Outbox, path: Path
) -> None:
    """A disk that failed at the very last read of opening ended the program by an error that nobody expected."""
    await file(outbox)
    db = apsw.Connection(str(path))
    db.execute("alter table audit rename to lost")
    db.close()
    with pytest.raises(BrokenStoreError, match=r"outbox\.db: "):
        Store(path).open_beside()


# ── filing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_case_gets_the_number_of_its_chinese_day(outbox: Outbox) -> None:
    filed = await file(outbox)
    assert filed.number == case_number("HSL3", date(2026, 11, 23), 1)
    late = await outbox.file_case(OTHER, NOW.replace(hour=16), lambda number: envelope(OTHER))
    assert isinstance(late, FiledCase)
    assert late.number == case_number("HSL3", date(2026, 11, 24), 2)  # 16:00 UTC is past midnight in China


async def test_the_envelope_is_built_with_the_number_and_kept_to_the_byte(outbox: Outbox) -> None:
    filed = await file(outbox)
    (pending,) = await outbox.due((), 20)
    assert filed.number in pending.content.decode()
    assert pending.digest == envelope(CASE, note=filed.number).digest


async def test_filing_the_same_case_twice_at_once_makes_one_row(outbox: Outbox, path: Path) -> None:
    first, second = await asyncio.gather(file(outbox), file(outbox))
    assert first == second
    assert await due_ids(outbox) == [CASE]


async def test_filing_again_after_it_arrived_says_so_and_sends_nothing(outbox: Outbox) -> None:
    first = await file(outbox)
    await outbox.acknowledge(CASE, NOW)
    told: list[Delivery] = []
    outbox.subscribe(told.append)
    assert await file(outbox) == first
    assert [delivery.state for delivery in told] == [DeliveryState.ACKNOWLEDGED]
    assert await due_ids(outbox) == []


async def test_a_case_that_cannot_be_built_leaves_neither_row_nor_number(outbox: Outbox) -> None:
    def fails(number: str) -> Any:
        raise RuntimeError(number)

    with pytest.raises(RuntimeError):
        await outbox.file_case(CASE, NOW, fails)
    assert await outbox.delivery(CASE) is None
    assert (await file(outbox)).number == number_of(1)


async def test_a_restart_keeps_everything_and_makes_it_due(path: Path) -> None:
    outbox = await open_outbox(path)
    filed = await file(outbox)
    await outbox.tried(CASE, "unreachable")
    assert await due_ids(outbox, passed_over=(CASE,)) == []
    await outbox.close()
    again = await open_outbox(path)
    (pending,) = await again.due((), 20)
    assert (pending.message_id, pending.attempt_count) == (CASE, 1)
    assert await file(again) == filed
    await again.close()


# ── what waits for what ────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_rating_waits_for_its_case(outbox: Outbox) -> None:
    await file(outbox)
    await outbox.append(id_of(10), "rating", CASE, envelope(CASE, "rating"), NOW)
    assert await due_ids(outbox) == [CASE]
    await outbox.acknowledge(CASE, NOW)
    assert await due_ids(outbox) == [id_of(10)]


async def test_a_rating_of_a_case_filed_elsewhere_goes_at_once(outbox: Outbox) -> None:
    await outbox.append(id_of(10), "rating", CASE, envelope(CASE, "rating"), NOW)
    assert await due_ids(outbox) == [id_of(10)]


async def test_a_correction_waits_for_all_its_pages(outbox: Outbox) -> None:
    await supplement(outbox)
    for page in (id_of(20), id_of(21)):
        assert await due_ids(outbox) == [page]
        await outbox.acknowledge(page, NOW)
    assert await due_ids(outbox) == [id_of(22)]


async def supplement(outbox: Outbox) -> None:
    pages = [NewMessage(id_of(20 + n), "blob", CASE, f"page {n}".encode(), ()) for n in (0, 1)]
    correction = NewMessage(id_of(22), "correction", CASE, envelope(CASE, "correction"), (id_of(20), id_of(21)))
    assert await outbox.append_all((*pages, correction), NOW) is None


async def test_pages_stay_until_the_correction_that_names_them_arrived(outbox: Outbox, path: Path) -> None:
    await supplement(outbox)
    for page in (id_of(20), id_of(21)):
        await outbox.acknowledge(page, NOW)
    assert row(path, id_of(20))["content"] == b"page 0"
    digest = row(path, id_of(20))["digest"]

    await outbox.send_again(CASE, (digest,))
    (pending,) = await outbox.due((), 20)
    assert (pending.message_id, pending.content) == (id_of(20), b"page 0")

    await outbox.acknowledge(id_of(20), NOW)
    await outbox.acknowledge(id_of(22), NOW)
    assert {row(path, id_of(n))["content"] for n in (20, 21, 22)} == {None}


async def test_a_correction_waits_for_pages_that_are_named_after_it(outbox: Outbox) -> None:
    page = NewMessage(id_of(20), "blob", CASE, b"page", ())
    correction = NewMessage(id_of(22), "correction", CASE, envelope(CASE, "correction"), (id_of(20),))
    assert await outbox.append_all((correction, page), NOW) is None
    assert await due_ids(outbox) == [id_of(20)]


async def test_a_page_that_goes_out_again_holds_its_correction_back_again(outbox: Outbox, path: Path) -> None:
    await supplement(outbox)
    for page in (id_of(20), id_of(21)):
        await outbox.acknowledge(page, NOW)
    assert await due_ids(outbox) == [id_of(22)]
    await outbox.send_again(CASE, (row(path, id_of(21))["digest"],))
    assert await due_ids(outbox) == [id_of(21)]


async def test_a_refused_message_holds_back_what_needs_it_and_nothing_else(outbox: Outbox) -> None:
    await supplement(outbox)
    await outbox.append(id_of(30), "rating", CASE, envelope(CASE, "rating"), NOW)
    await outbox.refuse(id_of(20), "422")
    await outbox.acknowledge(id_of(21), NOW)
    assert await due_ids(outbox) == [id_of(30)]
    await outbox.acknowledge(id_of(30), NOW)
    assert await due_ids(outbox) == []
    assert await outbox.counts() == QueueCounts(1, 1, NOW)


async def test_the_messages_of_one_case_leave_in_their_order_and_cases_side_by_side(outbox: Outbox) -> None:
    for number in (10, 11):
        await outbox.append(id_of(number), "rating", CASE, envelope(CASE, "rating"), NOW)
    await outbox.append(id_of(12), "rating", OTHER, envelope(OTHER, "rating"), NOW)
    assert await due_ids(outbox) == [id_of(10), id_of(12)]
    await outbox.tried(id_of(10), "conflict")
    assert await due_ids(outbox, passed_over=(id_of(10),)) == [id_of(12)]  # 11 waits for 10, passed over or not
    assert await due_ids(outbox) == [id_of(12), id_of(10)]  # the least often tried first


async def test_the_first_message_of_one_case_can_be_asked_for_alone(outbox: Outbox) -> None:
    await supplement(outbox)
    await file(outbox, OTHER)
    assert [each.message_id for each in await outbox.first_of(OTHER)] == [OTHER]
    await outbox.acknowledge(OTHER, NOW)
    assert await outbox.first_of(OTHER) == ()
    assert await outbox.first_of(CASE) == (await outbox.due((), 20))


async def test_many_that_are_passed_over_do_not_hide_one_that_is_due(outbox: Outbox) -> None:
    held = tuple(id_of(number) for number in range(100, 140))
    for each in held:
        await outbox.append(each, "rating", each, envelope(each, "rating"), NOW)
    await file(outbox)
    assert await due_ids(outbox, held, most=1) == [CASE]


# ── delivery ───────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_an_acknowledged_case_loses_its_content_and_keeps_its_identity(outbox: Outbox, path: Path) -> None:
    filed = await file(outbox)
    digest = row(path, CASE)["digest"]
    assert await outbox.acknowledge(CASE, NOW) == Saved(CASE)
    kept = row(path, CASE)
    assert (kept["content"], kept["digest"], kept["number"]) == (None, digest, filed.number)
    assert await outbox.delivery(CASE) == Delivery(CASE, CASE, "case", DeliveryState.ACKNOWLEDGED, filed.number, NOW)


async def test_a_case_with_a_waiting_rating_still_loses_its_content_at_once(outbox: Outbox, path: Path) -> None:
    await file(outbox)
    await outbox.append(id_of(10), "rating", CASE, envelope(CASE, "rating"), NOW)
    await outbox.acknowledge(CASE, NOW)
    assert row(path, CASE)["content"] is None


async def test_a_refused_case_is_kept_whole_and_never_due_again(outbox: Outbox, path: Path) -> None:
    await file(outbox)
    await outbox.refuse(CASE, "422 unknown item")
    assert row(path, CASE)["content"]
    assert await due_ids(outbox) == []
    assert await outbox.delivery(CASE) == Delivery(
        CASE, CASE, "case", DeliveryState.REFUSED, number_of(1), cause="422 unknown item"
    )


async def test_an_acknowledgement_is_final(outbox: Outbox) -> None:
    await file(outbox)
    await outbox.acknowledge(CASE, NOW)
    await outbox.refuse(CASE, "422")
    await outbox.tried(CASE, "late")
    delivery = await outbox.delivery(CASE)
    assert isinstance(delivery, Delivery)
    assert delivery.state is DeliveryState.ACKNOWLEDGED


async def test_subscribers_hear_of_filing_arriving_and_refusing(outbox: Outbox) -> None:
    told: list[tuple[str, DeliveryState]] = []
    outbox.subscribe(lambda delivery: told.append((delivery.message_id, delivery.state)))
    await file(outbox, CASE)
    await file(outbox, OTHER)
    await outbox.acknowledge(CASE, NOW)
    await outbox.refuse(OTHER, "422")
    assert told == [
        (CASE, DeliveryState.WAITING),
        (OTHER, DeliveryState.WAITING),
        (CASE, DeliveryState.ACKNOWLEDGED),
        (OTHER, DeliveryState.REFUSED),
    ]


async def test_the_counts_are_those_of_the_store(outbox: Outbox) -> None:
    assert await outbox.counts() == QueueCounts(0, 0, None)
    await file(outbox, CASE)
    await file(outbox, OTHER)
    await outbox.refuse(OTHER, "422")
    assert await outbox.counts() == QueueCounts(1, 1, NOW)


async def test_appending_the_same_message_twice_changes_nothing(outbox: Outbox) -> None:
    first = envelope(CASE, "rating", "first")
    await outbox.append(id_of(10), "rating", CASE, first, NOW)
    await outbox.append(id_of(10), "rating", CASE, envelope(CASE, "rating", "second"), NOW)
    (pending,) = await outbox.due((), 20)
    assert json.loads(pending.content)["digest"] == first.digest


# ── a disk that fails ──────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def full_disk(outbox: Outbox) -> Iterator[None]:
    """SQLite may not grow the file: the same SQLITE_FULL that a full disk gives."""
    db = outbox._store._db
    db.pragma("max_page_count", db.pragma("page_count"))
    yield
    db.pragma("max_page_count", 1 << 30)


async def test_a_full_disk_is_told_and_leaves_nothing_half_written(outbox: Outbox) -> None:
    await file(outbox)
    with full_disk(outbox):
        assert await outbox.file_case(OTHER, NOW, lambda number: envelope(OTHER, note="x" * 200_000)) == NotSaved(
            "disk_full"
        )
        assert await outbox.acknowledge(CASE, NOW) == Saved(CASE)  # what arrived can still be written down
    assert await outbox.delivery(OTHER) is None
    assert (await file(outbox, OTHER)).number == number_of(2)


async def test_a_disk_that_refuses_to_write_is_told_and_the_queue_goes_on_afterwards(outbox: Outbox) -> None:
    await file(outbox)
    told: list[Delivery] = []
    outbox.subscribe(told.append)
    with failing_writes():
        assert await outbox.file_case(OTHER, NOW, lambda number: envelope(OTHER)) == NotSaved("disk_error")
        assert await outbox.append_all([NewMessage(id_of(9), "blob", CASE, b"page", ())], NOW) == NotSaved("disk_error")
        assert await outbox.acknowledge(CASE, NOW) == NotSaved("disk_error")
        assert await outbox.tried(CASE, "unreachable") == NotSaved("disk_error")
    assert told == []
    assert await outbox.delivery(OTHER) is None
    assert await due_ids(outbox) == [CASE]
    assert (await file(outbox, OTHER)).number == number_of(2)


def test_a_message_does_not_show_its_content() -> None:
    assert "body" not in repr(Pending(CASE, CASE, "case", b"body", "digest", 0))


async def test_a_case_leaves_when_the_pages_that_were_handed_in_with_it_have_arrived(outbox: Outbox) -> None:
    pages = [NewMessage(id_of(10 + n), "blob", CASE, bytes([n]) * 30, ()) for n in (1, 2)]
    told: list[str] = []
    outbox.subscribe(lambda delivery: told.append(delivery.message_id))
    await outbox.file_case(CASE, NOW, lambda number: envelope(CASE, note=number), pages)
    assert told == [id_of(11), id_of(12), CASE]
    await file(outbox, OTHER)

    assert await due_ids(outbox) == [id_of(11), OTHER]
    await outbox.acknowledge(id_of(11), NOW)
    assert set(await due_ids(outbox)) == {id_of(12), OTHER}
    await outbox.acknowledge(id_of(12), NOW)
    assert set(await due_ids(outbox)) == {OTHER, CASE}


async def test_a_case_and_its_pages_are_saved_together_or_not_at_all(outbox: Outbox) -> None:
    def breaks(number: str) -> Any:
        raise RuntimeError(number)

    page = NewMessage(id_of(11), "blob", CASE, b"page", ())
    with pytest.raises(RuntimeError):
        await outbox.file_case(CASE, NOW, breaks, (page,))
    assert await outbox.delivery(id_of(11)) is None
    again = await outbox.file_case(CASE, NOW, lambda number: envelope(CASE, note=number), (page,))
    assert isinstance(again, FiledCase)
    assert again.number == number_of(1)
    assert await outbox.file_case(CASE, NOW, breaks, (page,)) == again


async def test_the_pages_of_a_case_that_the_platform_lost_go_out_again(outbox: Outbox) -> None:
    page = NewMessage(id_of(11), "blob", CASE, b"page", ())
    await outbox.file_case(CASE, NOW, lambda number: envelope(CASE, note=number), (page,))
    await outbox.acknowledge(id_of(11), NOW)
    assert await due_ids(outbox) == [CASE]
    await outbox.send_again(CASE, (sha256(b"page").hexdigest(),))
    assert await due_ids(outbox) == [id_of(11)]
