"""Numbers: out of leased blocks, never one twice, and a plain no when there is none left."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.core.numbers import case_number, is_case_number
from kiosk.outbox import FiledCase, NoNumbersError, NotSaved, Outbox, Store
from tests.helpers.messages import NOW, envelope, id_of
from tests.helpers.queue import Lease


@pytest.fixture
def bare(tmp_path: Path) -> Store:
    """A store without a block."""
    store = Store(tmp_path / "bare.db")
    store.open()
    return store


def file(store: Store, case: int, now: datetime = NOW) -> str:
    return store.file_case(id_of(case), now, lambda number: envelope(id_of(case), note=number)).number


def number_of(serial: int, prefix: str = "HSL3") -> str:
    return case_number(prefix, NOW.date(), serial)


def test_a_store_without_a_block_gives_out_no_number(bare: Store) -> None:
    assert (bare.numbers_left(), bare.last_serial()) == (0, 0)
    with pytest.raises(NoNumbersError):
        file(bare, 1)
    assert bare.delivery(id_of(1)) is None


def test_serials_are_given_out_in_order_and_counted(bare: Store) -> None:
    bare.add_lease(Lease(first=501, last=503))
    assert [file(bare, case) for case in (1, 2)] == [number_of(501), number_of(502)]
    assert (bare.numbers_left(), bare.last_serial()) == (1, 503)


def test_every_number_given_out_is_a_case_number(store: Store) -> None:
    assert all(is_case_number(file(store, case)) for case in range(1, 30))


def test_a_case_that_has_its_number_keeps_it_when_the_block_is_used_up(bare: Store) -> None:
    bare.add_lease(Lease(last=1))
    assert file(bare, 1) == file(bare, 1) == number_of(1)
    with pytest.raises(NoNumbersError):
        file(bare, 2)


def test_the_next_block_goes_on_where_the_first_ends(bare: Store) -> None:
    bare.add_lease(Lease(last=2))
    bare.add_lease(Lease(first=901, last=902))
    assert bare.numbers_left() == 4
    assert [file(bare, case) for case in (1, 2, 3)] == [number_of(1), number_of(2), number_of(901)]


def test_the_same_block_again_gives_no_serial_again(bare: Store) -> None:
    bare.add_lease(Lease(last=3))
    file(bare, 1)
    head = bare.audit_head()
    bare.add_lease(Lease(last=3))
    assert (bare.numbers_left(), bare.audit_head()) == (2, head)


def test_a_block_that_overlaps_another_gives_out_only_what_is_beyond_it(bare: Store) -> None:
    bare.add_lease(Lease(last=3))
    bare.add_lease(Lease(first=2, last=5))
    numbers = [file(bare, case) for case in range(1, 6)]
    assert numbers == [number_of(serial) for serial in range(1, 6)]
    bare.add_lease(Lease(first=4, last=5))
    assert bare.numbers_left() == 0


def test_a_block_of_another_prefix_is_given_out_no_more(bare: Store) -> None:
    """Seen: a machine that was given away gave out the numbers of the terminal it was before, and none was taken."""
    bare.add_lease(Lease(first=901, last=1400))
    bare.add_lease(Lease(prefix="T9", last=1))
    assert (bare.prefix_in_use(), bare.numbers_left(), bare.last_serial()) == ("T9", 1, 1)
    assert file(bare, 1) == number_of(1, "T9")
    with pytest.raises(NoNumbersError):
        file(bare, 2)


def test_no_number_comes_twice_when_the_clock_is_set_back(store: Store) -> None:
    moments = (NOW, NOW + timedelta(days=1), NOW, NOW - timedelta(days=3650), NOW)
    numbers = [file(store, 100 + n, now) for n, now in enumerate(moments)]
    assert len(set(numbers)) == len(numbers)


def test_a_number_that_comes_round_again_on_the_same_day_is_passed_over(bare: Store) -> None:
    bare.add_lease(Lease(first=7, last=7))
    bare.add_lease(Lease(first=10_007, last=10_008))  # 10007 shows the same four digits as 7
    assert [file(bare, 1), file(bare, 2)] == [number_of(7), number_of(10_008)]
    assert bare.numbers_left() == 0


def test_a_case_that_cannot_be_built_costs_no_serial(store: Store) -> None:
    def fails(number: str) -> object:
        raise RuntimeError(number)

    with pytest.raises(RuntimeError):
        store.file_case(id_of(1), NOW, fails)  # type: ignore[arg-type]
    assert file(store, 1) == number_of(1)


@pytest.mark.anyio
async def test_the_session_is_told_that_there_is_no_number(tmp_path: Path) -> None:
    outbox = await Outbox(tmp_path / "outbox.db").open()
    refused = await outbox.file_case(id_of(1), NOW, lambda number: envelope(id_of(1)))
    assert refused == NotSaved("no_numbers")
    await outbox.add_lease(Lease())
    filed = await outbox.file_case(id_of(1), NOW, lambda number: envelope(id_of(1)))
    assert isinstance(filed, FiledCase)
    assert (await outbox.numbers_left(), await outbox.last_serial()) == (499, 500)
    await outbox.close()
