"""The counters: computed from the store, and an age that no clock can falsify."""

from datetime import timedelta

import pytest

from kiosk.outbox import NewMessage, QueueReport, Store
from kiosk.outbox import store as store_module
from tests.helpers.fake_clock import FakeClock
from tests.helpers.messages import NOW, envelope, id_of


def file(store: Store, case: int) -> None:
    store.file_case(id_of(case), store._clock.now(), lambda number: envelope(id_of(case), note=number))


def test_an_empty_queue_has_no_age_and_nothing_acknowledged(store: Store) -> None:
    assert store.report() == QueueReport(0, 0, 0, None, 0, None)


@pytest.mark.anyio
async def test_everything_is_counted_and_pages_are_not_called_messages(store: Store, clock: FakeClock) -> None:
    for case in range(1, 6):
        file(store, case)
    store.append_all([NewMessage(id_of(20), "blob", id_of(1), b"page", ())], NOW)
    store.acknowledge(id_of(1), clock.now())
    last = clock.now()
    store.acknowledge(id_of(20), clock.now())
    store.refuse(id_of(2), "422")
    store.hold(id_of(3))
    await clock.advance(90.0)
    assert store.report() == QueueReport(2, 1, 1, 90.0, 1, last)


@pytest.mark.anyio
async def test_the_age_is_that_of_the_first_in_the_queue(store: Store, clock: FakeClock) -> None:
    file(store, 1)
    await clock.advance(60.0)
    file(store, 2)
    await clock.advance(5.0)
    assert store.report().oldest_waiting_s == 65.0
    store.acknowledge(id_of(1), clock.now())
    assert store.report().oldest_waiting_s == 5.0


@pytest.mark.anyio
@pytest.mark.parametrize("days", [-3650, 3650])
async def test_a_wall_clock_that_jumps_does_not_change_an_age(store: Store, clock: FakeClock, days: int) -> None:
    file(store, 1)
    await clock.advance(60.0)
    clock.set_wall_clock(clock.now() + timedelta(days=days))
    assert store.report().oldest_waiting_s == 60.0


@pytest.mark.anyio
@pytest.mark.parametrize(("days", "age_s"), [(1, 86_400.0), (-1, 0.0)])
async def test_after_a_restart_of_the_machine_the_wall_clock_is_asked_and_never_says_less_than_nothing(
    store: Store, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, days: int, age_s: float
) -> None:
    file(store, 1)
    monkeypatch.setattr(store_module, "boot_id", lambda: "another boot")
    later = Store(store.path, clock)
    later.open()
    clock.set_wall_clock(clock.now() + timedelta(days=days))
    assert later.report().oldest_waiting_s == age_s
    later.close()
