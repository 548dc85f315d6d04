"""Signing in with a staff card, through a real PC/SC service: what lets in, and what everything else is told."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devices.emulators.chips import ForeignChip
from kiosk.maintenance import visit as vi
from kiosk.maintenance.access import Level, Way
from kiosk.maintenance.visit import Problem
from tests.helpers.chip_bench import cause_without_chips
from tests.helpers.piv_card import PIN, CardOffice, PivChip
from tests.helpers.staff_card_bench import StaffBench, staff_bench

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(bool(cause_without_chips()), reason=cause_without_chips() or "it can run"),
]
OFFICE = CardOffice(datetime.now(UTC))


def wangs() -> PivChip:
    return OFFICE.issue("王建国", "T0427", "technician")


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[StaffBench]:
    async with staff_bench(OFFICE.roots, tmp_path) as made:
        yield made


@pytest.mark.parametrize(("role", "level"), [("technician", Level.TECHNICIAN), ("clerk", Level.CLERK)])
async def test_a_card_and_its_pin_let_its_holder_in_as_what_it_says(bench: StaffBench, role: str, level: Level) -> None:
    told = await bench.sign_in(OFFICE.issue("王建国", "T0427", role), PIN)
    assert isinstance(told, vi.Accepted)
    assert (told.staff.person_id, told.staff.shown_name, told.staff.level, told.staff.way) == (
        "T0427", "王*", level, Way.CARD,
    )  # fmt: skip


async def test_whose_card_it_is_is_known_before_its_pin_and_the_pin_goes_to_no_other(bench: StaffBench) -> None:
    chip = wangs()
    known = await bench.put(chip)
    assert isinstance(known, vi.CardKnown)
    assert (known.card.tail, known.card.credential[:5]) == ("0427", "card:")
    assert not any(command[1] == 0x20 for command in chip.commands)


async def test_a_wrong_pin_is_counted_here_and_on_the_card_and_locks_this_card_alone(bench: StaffBench) -> None:
    chip, other = wangs(), OFFICE.issue("赵敏", "T0519", "technician")
    known = await bench.put(chip)
    assert isinstance(known, vi.CardKnown)
    told = [await bench.typed(known, "907314") for _ in range(5)]
    assert told == [vi.Refused(Problem.WRONG, left) for left in (4, 3, 2, 1, 0)]
    assert chip.tries_left == 10
    locked = await bench.typed(known, PIN)
    assert isinstance(locked, vi.Refused)
    assert (locked.problem, chip.tries_left) == (Problem.LOCKED, 10)
    await bench.take()
    assert isinstance(await bench.sign_in(other, PIN), vi.Accepted)


async def test_a_weak_pin_never_reaches_the_card_and_costs_no_try(bench: StaffBench) -> None:
    chip = wangs()
    known = await bench.put(chip)
    assert isinstance(known, vi.CardKnown)
    assert await bench.typed(known, "123456") == vi.Refused(Problem.WEAK)
    assert await bench.outbox.access(lambda book: book.lockouts()) == ()
    assert not any(command[1] == 0x20 for command in chip.commands)


async def test_a_card_that_has_locked_its_pin_is_told_so(bench: StaffBench) -> None:
    chip = wangs()
    chip.tries_left = 0
    assert await bench.sign_in(chip, PIN) == vi.Refused(Problem.CARD_BLOCKED)


async def test_a_card_pulled_while_its_pin_is_looked_at_is_told_so(bench: StaffBench) -> None:
    known = await bench.put(wangs())
    assert isinstance(known, vi.CardKnown)
    bench.machine.staff.fail("pull", after=1)
    assert await bench.typed(known, PIN) == vi.Refused(Problem.PULLED)


async def test_that_a_card_is_gone_is_told(bench: StaffBench) -> None:
    await bench.put(wangs())
    assert await bench.take() == vi.CardGone()


def cards_that_are_none() -> dict[str, tuple[object, Problem]]:
    clone, thief = wangs(), wangs()
    clone.keys = OFFICE.issue("王建国", "T0427", "technician").keys
    stranger = CardOffice(datetime.now(UTC)).issue("王建国", "T0427", "technician")
    usage = OFFICE.issue("王建国", "T0427", "technician", may_sign=False)
    thief.certificates = {slot: stranger.certificates[slot] for slot in thief.certificates}
    return {
        "another operator's": (stranger, Problem.FOREIGN),
        "the certificate of another operator's": (thief, Problem.FOREIGN),
        "expired": (OFFICE.issue("王建国", "T0427", "technician", (-400, -1)), Problem.EXPIRED),
        "not valid yet": (OFFICE.issue("王建国", "T0427", "technician", (1, 300)), Problem.NOT_YET_VALID),
        "certificates without their keys": (clone, Problem.NOT_GENUINE),
        "a certificate for something else": (usage, Problem.FOREIGN),
        "of no role": (OFFICE.issue("王建国", "T0427", "mayor"), Problem.NO_STAFF_CARD),
        "a bank's": (ForeignChip(), Problem.NO_STAFF_CARD),
    }


@pytest.mark.parametrize("name", cards_that_are_none())
async def test_what_is_no_card_of_ours_is_told_before_any_pin(bench: StaffBench, name: str) -> None:
    chip, problem = cards_that_are_none()[name]
    assert await bench.put(chip) == vi.CardRefused(problem)  # type: ignore[arg-type] # each is a chip


async def test_what_a_card_signed_before_is_of_no_use_again(bench: StaffBench) -> None:
    chip = wangs()
    assert isinstance(await bench.sign_in(chip, PIN), vi.Accepted)
    chip.stolen = list(chip.given)
    await bench.take()
    assert await bench.put(chip) == vi.CardRefused(Problem.NOT_GENUINE)
    chip.stolen = []
    await bench.take()
    known = await bench.put(chip)
    assert isinstance(known, vi.CardKnown)
    chip.stolen = list(chip.given)
    assert await bench.typed(known, PIN) == vi.Refused(Problem.NOT_GENUINE)
