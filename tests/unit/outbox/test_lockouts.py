"""How often a credential may be tried, what a restart and a set clock change of it, and what it leaves in the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.outbox import Dead, MayTry, MustWait, Store
from kiosk.outbox.access import AccessKept
from kiosk.outbox.lockouts import wait_after_s
from tests.helpers.fake_clock import FakeClock
from tests.helpers.fake_session import MORNING

PIN = "pin:technician"
KEPT = AccessKept(1, b"k" * 32, "clerk's", "technician's", b"sealed")


class Machine:
    """One that can be switched off and on: each run has its own monotonic time and its own name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._run = 0
        self.clock = FakeClock(MORNING)

    @contextmanager
    def on(self) -> Iterator[Store]:
        self._run += 1
        now = self.clock.now()
        self.clock = FakeClock(now)
        store = Store(self._path, self.clock, boot=f"run {self._run}")
        store.open()
        yield store
        store.close()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "outbox.db")


async def tried_until_waiting(store: Store, clock: FakeClock, count: int) -> None:
    """So many wrong tries, each as early as it may be."""
    for _ in range(count):
        ruling = store.access.begin_try(PIN)
        if isinstance(ruling, MustWait):
            await clock.advance(ruling.wait_s)
            ruling = store.access.begin_try(PIN)
        assert isinstance(ruling, MayTry)


pytestmark = pytest.mark.anyio


async def test_five_are_free_then_each_wait_is_twice_the_last_and_the_fifteenth_is_the_end(machine: Machine) -> None:
    with machine.on() as store:
        left = [store.access.begin_try(PIN) for _ in range(5)]
        assert left == [MayTry(4), MayTry(3), MayTry(2), MayTry(1), MayTry(0)]
        for nth in range(10):
            assert store.access.begin_try(PIN) == MustWait(15.0 * 2**nth)
            await machine.clock.advance(15.0 * 2**nth - 1)
            assert store.access.begin_try(PIN) == MustWait(1.0)
            await machine.clock.advance(1)
            assert store.access.begin_try(PIN) == MayTry(0)
        await machine.clock.advance(10**6)
        assert store.access.begin_try(PIN) == Dead()


async def test_one_way_that_is_dead_keeps_nobody_out_by_another(machine: Machine) -> None:
    with machine.on() as store:
        await tried_until_waiting(store, machine.clock, 15)
        assert store.access.begin_try("card:0123456789abcdef") == MayTry(4)
        assert [(each.credential, each.is_dead) for each in store.access.lockouts()] == [
            ("card:0123456789abcdef", False), (PIN, True),
        ]  # fmt: skip


async def test_what_is_right_begins_from_nothing(machine: Machine) -> None:
    with machine.on() as store:
        await tried_until_waiting(store, machine.clock, 4)
        store.access.succeeded(PIN)
        assert store.access.begin_try(PIN) == MayTry(4)


async def test_switching_off_and_on_gives_no_try_back_and_shortens_no_wait(machine: Machine) -> None:
    with machine.on() as store:
        await tried_until_waiting(store, machine.clock, 7)
        await machine.clock.advance(50)
        assert store.access.begin_try(PIN) == MustWait(10.0)
    with machine.on() as store:
        assert store.access.begin_try(PIN) == MustWait(60.0), "it begins anew"
        await machine.clock.advance(59)
    with machine.on() as store:
        assert store.access.begin_try(PIN) == MustWait(60.0)
        await machine.clock.advance(60)
        assert store.access.begin_try(PIN) == MayTry(0)
        assert store.access.begin_try(PIN) == MustWait(120.0)


async def test_a_program_that_begins_again_in_the_same_run_goes_on_waiting(tmp_path: Path) -> None:
    clock = FakeClock(MORNING)
    for wait_s in (15.0, 5.0):
        store = Store(tmp_path / "outbox.db", clock, boot="one run")
        store.open()
        for _ in range(5):
            if wait_s == 15.0:
                store.access.begin_try(PIN)
        assert store.access.begin_try(PIN) == MustWait(wait_s)
        store.close()
        await clock.advance(10)


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400)])
async def test_a_set_clock_shortens_nothing(machine: Machine, jump: timedelta) -> None:
    with machine.on() as store:
        await tried_until_waiting(store, machine.clock, 6)
        machine.clock.set_wall_clock(machine.clock.now() + jump)
        assert store.access.begin_try(PIN) == MustWait(30.0)


async def test_the_platform_revives_by_an_order_that_counts_once(machine: Machine) -> None:
    with machine.on() as store:
        store.access.keep(KEPT)
        await tried_until_waiting(store, machine.clock, 15)
        assert store.access.revive(PIN, ["platform"], order=1)
        assert store.access.begin_try(PIN) == MayTry(4)
        await tried_until_waiting(store, machine.clock, 14)
        assert not store.access.revive(PIN, ["platform"], order=1), "an old order, heard again"
        assert store.access.begin_try(PIN) == Dead()
        assert store.access.revive(PIN, ["T1", "T2"]), "two technicians"
        assert store.access.begin_try(PIN) == MayTry(4)


async def test_every_try_is_in_the_audit_before_anybody_knows_whether_it_was_right(machine: Machine) -> None:
    with machine.on() as store:
        store.access.begin_try(PIN)
        assert store.check_audit() is None
        assert store.audit_head().entry_count == 1


async def test_a_used_pin_gives_way_to_the_next_in_the_commit_that_says_it_was_right(machine: Machine) -> None:
    with machine.on() as store:
        store.access.keep(KEPT)
        store.access.begin_try(PIN)
        store.access.succeeded(PIN, AccessKept(2, KEPT.answer_key, "a", "b", b"sealed anew"))
        kept = store.access.kept()
        assert kept is not None
        assert (kept.generation, kept.escrow) == (2, b"sealed anew")
        store.access.escrow_taken(1)
        kept = store.access.kept()
        assert kept is not None
        assert kept.escrow == b"sealed anew", "what was taken is the one before"


def test_fourteen_wrong_tries_cost_more_than_two_hours_of_waiting_for_one_more() -> None:
    assert wait_after_s(14) == 7680.0
