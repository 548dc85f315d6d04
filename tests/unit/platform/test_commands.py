"""Commands to terminals: told signed until they are done, for a day, to the machine that is meant and to no other."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from kiosk.wire import Command, CommandDone, CommandsBeat, HeartbeatAnswer, decode, from_text, is_signed
from tests.helpers.enrolled import EnrolledTerminal
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform
from tests.unit.platform.conftest import slug
from tests.unit.platform.test_heartbeats import beat, heartbeat

pytestmark = pytest.mark.anyio
FIRST = "1" * 32


@pytest.fixture
async def machine(platform: InProcessPlatform) -> EnrolledTerminal:
    return await platform.enrol()


async def give(platform: InProcessPlatform, act: str, command_id: str = FIRST, terminal_id: str = "hsl-3") -> str:
    path = f"/v1/terminals/{terminal_id}/commands/{command_id}"
    answer = await platform.staff.http.put(path, json={"act": act})
    return "" if answer.status_code == 200 else slug(answer)


async def heard(
    platform: InProcessPlatform, machine: EnrolledTerminal, number: int, *done: CommandDone
) -> list[Command]:
    said = replace(heartbeat(number), commands=CommandsBeat(done=list(done)))
    return decode((await beat(platform, machine, said)).content, HeartbeatAnswer).commands


async def given(platform: InProcessPlatform) -> list[tuple[str, str | None]]:
    told = (await platform.staff.http.get("/v1/terminals/hsl-3/commands")).raise_for_status().json()
    return [(each["act"], each["outcome"]) for each in told["commands"]]


async def test_a_command_is_told_until_the_terminal_says_what_came_of_it(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    assert await give(platform, "self_test") == ""
    (told,) = await heard(platform, machine, 1)
    assert await heard(platform, machine, 2) == [told]
    done = CommandDone(command_id=FIRST, outcome="lacking", detail="id_card:not_found")
    assert await heard(platform, machine, 3, done) == []
    assert await given(platform) == [("self_test", "lacking")]


async def test_it_is_signed_for_this_terminal_alone(platform: InProcessPlatform, machine: EnrolledTerminal) -> None:
    await give(platform, "lock")
    (told,) = await heard(platform, machine, 1)
    key, signature = from_text(machine.enrolled.platform_key), from_text(told.signature)
    assert is_signed(key, told.signed_bytes("hsl-3"), signature)
    assert not is_signed(key, told.signed_bytes("hsl-4"), signature)
    assert not is_signed(key, replace(told, act="unlock").signed_bytes("hsl-3"), signature)


async def test_a_terminal_of_before_is_told_nothing_it_would_refuse(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    await give(platform, "restart")
    assert b"commands" not in (await beat(platform, machine, heartbeat(1))).content


async def test_what_nobody_heard_within_a_day_is_not_meant_any_more(
    platform: InProcessPlatform, machine: EnrolledTerminal, clock: FakeClock
) -> None:
    await give(platform, "restart")
    clock.set_wall_clock(clock.now() + timedelta(days=1))
    assert await heard(platform, machine, 1) == []


async def test_a_machine_that_stands_there_anew_is_not_told_what_the_one_before_was(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    await give(platform, "lock")
    assert await heard(platform, await platform.enrol(), 1) == []


async def test_the_same_id_is_the_same_command_and_another_one_is_refused(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    assert [await give(platform, "lock"), await give(platform, "lock")] == ["", ""]
    assert await give(platform, "unlock") == "key-reused"
    assert await given(platform) == [("lock", None)]


async def test_nobody_says_what_became_of_another_terminal_s_command(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    other = await platform.enrol("hsl-4", "HSL4")
    await give(platform, "lock")
    await heard(platform, other, 1, CommandDone(command_id=FIRST, outcome="done"))
    assert await given(platform) == [("lock", None)]


async def test_only_a_terminal_in_service_is_told_anything(platform: InProcessPlatform) -> None:
    assert await give(platform, "lock", terminal_id="nobody") == "not-found"
    await platform.enrol()
    await platform.staff.http.post("/v1/terminals/hsl-3/revocation")
    assert await give(platform, "lock") == "not-active"
    assert await give(platform, "explode") == "invalid-request"
