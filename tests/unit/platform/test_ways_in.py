"""What the platform holds of a terminal's ways in, and whom it lets in by it."""

import sqlite3
from unittest import mock

import msgspec
import pytest

from kiosk.maintenance import ways_in as terminals
from kiosk.maintenance.access import Level
from kiosk.outbox import AccessKept
from kiosk.platform.ways_in import Answered, NoAnswer, answer_code, read_pin
from kiosk.wire import decode
from kiosk.wire.access import AccessEscrow, AccessTaken
from kiosk.wire.passwords import Cost, hash_password, is_password
from kiosk.wire.staff_answers import answer_to, new_code, person_tag
from tests.helpers.enrolled import JSON, EnrolledTerminal
from tests.helpers.in_process_platform import DIVISION_CODE, InProcessPlatform

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def cheap_pins() -> object:
    cheap = Cost(memory_kib=64, passes=1, lanes=1)
    with mock.patch.object(terminals, "hash_password", lambda pin: hash_password(pin, cheap)) as patched:
        yield patched


@pytest.fixture
async def machine(platform: InProcessPlatform) -> EnrolledTerminal:
    return await platform.enrol()


def ways_of(machine: EnrolledTerminal, before: AccessKept | None = None) -> AccessKept:
    return terminals.fresh_ways(machine.terminal_id, DIVISION_CODE, machine.sealing_key, before)


async def hand_in(platform: InProcessPlatform, machine: EnrolledTerminal, kept: AccessKept) -> int:
    assert kept.escrow is not None
    async with platform.http(machine.signer) as http:
        answer = await http.put("/v1/access", content=kept.escrow, headers=JSON)
    assert answer.status_code == 200
    return decode(answer.content, AccessTaken).generation


async def test_what_was_escrowed_can_be_read_out_and_is_never_kept_in_the_clear(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    kept = ways_of(machine)
    assert await hand_in(platform, machine, kept) == 1
    pin = await read_pin(platform.reception, "tech", machine.terminal_id, "clerk")
    assert pin is not None
    assert is_password(pin, terminals.pin_hash(kept, Level.CLERK))
    db = sqlite3.connect(platform.settings.database)
    dump = "\n".join(db.iterdump())
    db.close()
    assert pin not in dump


async def test_a_newer_generation_takes_the_place_of_an_older_and_never_the_other_way(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    first = ways_of(machine)
    second = ways_of(machine, first)
    for kept in (first, second, first):
        await hand_in(platform, machine, kept)
    pin = await read_pin(platform.reception, "tech", machine.terminal_id, "technician")
    assert pin is not None
    assert is_password(pin, second.pin_technician)


async def test_what_is_sealed_for_another_terminal_is_refused(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    other = await platform.enrol("hsl-4", "HSL4")
    kept = ways_of(other)
    assert kept.escrow is not None
    async with platform.http(machine.signer) as http:
        assert (await http.put("/v1/access", content=kept.escrow, headers=JSON)).status_code == 422
        broken = msgspec.structs.replace(decode(kept.escrow, AccessEscrow), body="nothing")
        assert (await http.put("/v1/access", content=msgspec.json.encode(broken), headers=JSON)).status_code == 422


async def test_a_code_is_answered_once_and_only_for_the_terminal_that_shows_it(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    kept = ways_of(machine)
    await hand_in(platform, machine, kept)
    code = new_code(kept.answer_key, machine.terminal_id, Level.TECHNICIAN)
    told = await answer_code(platform.reception, "tech", machine.terminal_id, code.text.lower())
    assert told == Answered(answer_to(kept.answer_key, machine.terminal_id, code), Level.TECHNICIAN)
    assert await answer_code(platform.reception, "boss", machine.terminal_id, code.text) is NoAnswer.ANSWERED
    other = await platform.enrol("hsl-4", "HSL4")
    assert await answer_code(platform.reception, "tech", other.terminal_id, code.text) is NoAnswer.NOTHING
    await hand_in(platform, other, ways_of(other))
    fresh = new_code(kept.answer_key, machine.terminal_id, Level.TECHNICIAN)
    assert await answer_code(platform.reception, "tech", other.terminal_id, fresh.text) is NoAnswer.NO_CODE


async def test_nobody_is_two_people(platform: InProcessPlatform, machine: EnrolledTerminal) -> None:
    kept = ways_of(machine)
    await hand_in(platform, machine, kept)
    first = new_code(kept.answer_key, machine.terminal_id, Level.TECHNICIAN)
    assert isinstance(await answer_code(platform.reception, "tech", machine.terminal_id, first.text), Answered)
    by_answer = new_code(kept.answer_key, machine.terminal_id, Level.TWO_PERSONS, person_tag(first.text))
    assert await answer_code(platform.reception, "tech", machine.terminal_id, by_answer.text) is NoAnswer.SAME_PERSON
    assert isinstance(await answer_code(platform.reception, "boss", machine.terminal_id, by_answer.text), Answered)
    by_card = new_code(kept.answer_key, machine.terminal_id, Level.TWO_PERSONS, person_tag("t0427"))
    assert await answer_code(platform.reception, "t0427", machine.terminal_id, by_card.text) is NoAnswer.SAME_PERSON
