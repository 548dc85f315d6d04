"""Who is let in by this machine's PIN and by an answered code: with the real store, and the real platform's word."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

import pytest

from kiosk.app import staff_door
from kiosk.app.staff_door import CODE_HOLDS_S, Belonging, StaffDoor
from kiosk.maintenance import visit as vi
from kiosk.maintenance import ways_in
from kiosk.maintenance.access import Level, SignedIn, Way
from kiosk.maintenance.visit import Problem, SigningIn
from kiosk.outbox import AccessKept, NotSaved, Outbox
from kiosk.wire import OpeningKeys, SealingKey, decode, from_text, new_sealing_key, sealing_public_key
from kiosk.wire.access import AccessBody, AccessEscrow
from kiosk.wire.passwords import Cost, hash_password
from kiosk.wire.staff_answers import answer_to, person_tag, read_code
from tests.helpers.fake_clock import FakeClock
from tests.helpers.fake_session import MORNING
from tests.helpers.queue import open_outbox
from tests.helpers.staff_states import WANG

pytestmark = pytest.mark.anyio
TERMINAL, DIVISION = "hsl-03", "130102001001"
PRIVATE = new_sealing_key()
BY_PIN = SigningIn(Way.PIN, Level.CLERK, checking=True)
BY_ANSWER = SigningIn(Way.ANSWER, Level.TECHNICIAN, checking=True)


@dataclass
class Doorway:
    door: StaffDoor
    outbox: Outbox
    clock: FakeClock

    async def kept(self) -> AccessKept:
        kept = await self.outbox.access(lambda book: book.kept())
        assert isinstance(kept, AccessKept)
        return kept

    async def escrowed(self) -> AccessBody:
        """As the platform opens it."""
        kept = await self.kept()
        assert kept.escrow is not None
        escrow = decode(kept.escrow, AccessEscrow)
        return opened(escrow)

    async def code(self, visit: SigningIn = BY_ANSWER) -> str:
        shown = await self.door.fresh_code(visit)
        assert isinstance(shown, vi.CodeShown)
        return shown.code

    async def answer(self, text: str) -> str:
        key = from_text((await self.escrowed()).answer_key)
        code = read_code(key, TERMINAL, text)
        assert code is not None
        return answer_to(key, TERMINAL, code)

    async def typed(self, visit: SigningIn, digits: str) -> vi.Accepted | vi.Refused:
        return await self.door.check(replace(visit, typed=digits))


def opened(escrow: AccessEscrow) -> AccessBody:
    from kiosk.wire import Envelope, body_digest

    envelope = Envelope(
        case_id=TERMINAL, kind="access", division_code=DIVISION, schema="access/1", alg=escrow.alg,
        digest=body_digest(escrow.body), body=escrow.body,
    )  # fmt: skip
    return decode(OpeningKeys((PRIVATE,)).open_body(envelope), AccessBody)


@pytest.fixture
async def doorway(tmp_path: Path) -> AsyncIterator[Doorway]:
    clock = FakeClock(MORNING)
    outbox = await open_outbox(tmp_path / "outbox.db", clock)
    belonging = Belonging(TERMINAL, DIVISION, SealingKey(sealing_public_key(PRIVATE)))
    cheap = Cost(memory_kib=64, passes=1, lanes=1)
    with mock.patch.object(ways_in, "hash_password", lambda pin: hash_password(pin, cheap)):
        door = StaffDoor(outbox, clock, TERMINAL, lambda: belonging, None, None)
        await door.set_up()
        yield Doorway(door, outbox, clock)
    await outbox.close()


async def test_the_pin_that_the_platform_can_read_lets_in_once_and_then_is_another(doorway: Doorway) -> None:
    before = await doorway.escrowed()
    told = await doorway.typed(BY_PIN, before.pin_clerk)
    assert isinstance(told, vi.Accepted)
    assert (told.staff.level, told.staff.way) == (Level.CLERK, Way.PIN)
    after = await doorway.escrowed()
    assert (after.generation, after.answer_key) == (2, before.answer_key)
    assert {after.pin_clerk, after.pin_technician}.isdisjoint({before.pin_clerk, before.pin_technician})
    assert await doorway.typed(BY_PIN, before.pin_clerk) == vi.Refused(Problem.WRONG, 4)


async def test_a_clerks_pin_is_no_technicians(doorway: Doorway) -> None:
    pin = (await doorway.escrowed()).pin_clerk
    assert await doorway.typed(replace(BY_PIN, level=Level.TECHNICIAN), pin) == vi.Refused(Problem.WRONG, 4)


async def test_nothing_of_a_pin_is_kept_in_the_clear(doorway: Doorway, tmp_path: Path) -> None:
    body = await doorway.escrowed()
    everything = await asyncio.to_thread(lambda: b"".join(path.read_bytes() for path in tmp_path.glob("outbox.db*")))
    assert body.pin_clerk.encode() not in everything
    assert body.pin_technician.encode() not in everything


async def test_a_wrong_pin_is_counted_and_then_waited_for_and_then_nobody_is_let_in_by_it(doorway: Doorway) -> None:
    right = (await doorway.escrowed()).pin_clerk
    told = [await doorway.typed(BY_PIN, "00000000") for _ in range(5)]
    assert told == [vi.Refused(Problem.WRONG, left) for left in (4, 3, 2, 1, 0)]
    assert await doorway.typed(BY_PIN, right) == vi.Refused(Problem.LOCKED, wait_s=15), "not even looked at"
    for nth in range(10):
        await doorway.clock.advance(15 * 2**nth)
        assert await doorway.typed(BY_PIN, "00000000") == vi.Refused(Problem.WRONG, 0)
    await doorway.clock.advance(10**6)
    assert await doorway.typed(BY_PIN, right) == vi.Refused(Problem.DEAD)
    technician = (await doorway.escrowed()).pin_technician
    assert isinstance(await doorway.typed(replace(BY_PIN, level=Level.TECHNICIAN), technician), vi.Accepted)


async def test_the_platforms_answer_lets_in_once(doorway: Doorway) -> None:
    answer = await doorway.answer(await doorway.code())
    told = await doorway.typed(BY_ANSWER, answer)
    assert isinstance(told, vi.Accepted)
    assert (told.staff.level, told.staff.way) == (Level.TECHNICIAN, Way.ANSWER)
    assert await doorway.typed(BY_ANSWER, answer) == vi.Refused(Problem.CODE_OVER)


async def test_an_answer_to_another_code_is_none(doorway: Doorway) -> None:
    old = await doorway.answer(await doorway.code())
    await doorway.code()
    assert await doorway.typed(BY_ANSWER, old) == vi.Refused(Problem.WRONG, 4)


async def test_a_code_holds_ten_minutes_whatever_the_clock_on_the_wall_says(doorway: Doorway) -> None:
    answer = await doorway.answer(await doorway.code())
    doorway.clock.set_wall_clock(MORNING)
    await doorway.clock.advance(CODE_HOLDS_S + 1)
    assert await doorway.typed(BY_ANSWER, answer) == vi.Refused(Problem.CODE_OVER)


async def test_codes_that_are_asked_for_anew_give_no_tries_back(doorway: Doorway) -> None:
    for left in (4, 3, 2, 1, 0):
        await doorway.code()
        assert await doorway.typed(BY_ANSWER, "00000000") == vi.Refused(Problem.WRONG, left)
    answer = await doorway.answer(await doorway.code())
    assert await doorway.typed(BY_ANSWER, answer) == vi.Refused(Problem.LOCKED, wait_s=15)


async def test_a_second_persons_code_names_who_is_there(doorway: Doorway) -> None:
    text = await doorway.code(replace(BY_ANSWER, first=SignedIn(WANG)))
    key = from_text((await doorway.escrowed()).answer_key)
    code = read_code(key, TERMINAL, text)
    assert code is not None
    assert (code.level, code.first_tag) == (Level.TWO_PERSONS, person_tag(WANG.person_id))


async def test_what_cannot_be_written_down_is_not_looked_at(doorway: Doorway) -> None:
    right = (await doorway.escrowed()).pin_clerk

    async def broken(work: object) -> NotSaved:
        return NotSaved("disk_error")

    looked: list[str] = []
    kept = await doorway.kept()
    with (
        mock.patch.object(doorway.outbox, "access", broken),
        mock.patch.object(doorway.door, "_kept", mock.AsyncMock(return_value=kept)),
        mock.patch.object(staff_door, "is_password", lambda pin, _: looked.append(pin)),
    ):
        assert await doorway.typed(BY_PIN, right) == vi.Refused(Problem.NOT_WRITTEN)
    assert looked == []


async def test_a_machine_that_belongs_to_nobody_has_no_ways_in_but_the_card(tmp_path: Path) -> None:
    outbox = await open_outbox(tmp_path / "outbox.db", FakeClock(MORNING))
    door = StaffDoor(outbox, FakeClock(MORNING), TERMINAL, lambda: None, None, None)
    await door.set_up()
    assert await door.fresh_code(BY_ANSWER) == vi.Refused(Problem.NOT_SET_UP)
    assert await door.check(replace(BY_PIN, typed="00000000")) == vi.Refused(Problem.NOT_SET_UP)
    await outbox.close()


async def test_who_came_and_who_left_is_in_the_audit(doorway: Doorway) -> None:
    before = await doorway.outbox.audit_head()
    await doorway.door.note_signed_in(SignedIn(WANG))
    await doorway.door.note_left(SignedIn(WANG))
    after = await doorway.outbox.audit_head()
    assert after.entry_count == before.entry_count + 2  # type: ignore[union-attr] # neither is unreadable here
    assert await doorway.outbox.check_audit() is None
