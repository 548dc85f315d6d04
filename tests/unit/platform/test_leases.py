"""Numbers: each block is given once, and only numbers of the own blocks are taken."""

from datetime import date

import httpx
import pytest

from kiosk.core.ids import new_id
from kiosk.core.numbers import case_number
from kiosk.wire import CASE_SCHEMA, Envelope
from tests.helpers.enrolled import EnrolledTerminal
from tests.helpers.in_process_platform import DIVISION_CODE, InProcessPlatform
from tests.helpers.platform_cases import FILED_AT, case_body, case_envelope
from tests.unit.platform.conftest import Terminal, slug

pytestmark = pytest.mark.anyio


@pytest.fixture
async def machine(platform: InProcessPlatform) -> EnrolledTerminal:
    return await platform.enrol()


async def wish(platform: InProcessPlatform, machine: EnrolledTerminal, after: int) -> httpx.Response:
    async with platform.http(machine.signer) as http:
        return await http.post("/v1/leases", json={"after": after})


def number(serial: int, prefix: str = "HSL3") -> str:
    return case_number(prefix, date(2026, 4, 21), serial)


def sealed_case(machine: EnrolledTerminal, its_number: str) -> Envelope:
    body = case_body(new_id(FILED_AT), number=its_number)
    return machine.sealing_key.seal(body.case_id, "case", DIVISION_CODE, CASE_SCHEMA, body)


async def filed(platform: InProcessPlatform, machine: EnrolledTerminal, envelope: Envelope) -> str:
    """What is told of a case; empty if it is taken."""
    async with platform.http(machine.signer) as http:
        answer = await Terminal(http).post(envelope)
    return "" if answer.status_code == 201 else slug(answer)


async def test_a_block_is_asked_for_again_and_is_the_same(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    answers = [(await wish(platform, machine, after)).json() for after in (0, 500, 500, 1000, 500, 0)]
    assert [(block["first"], block["last"]) for block in answers] == [
        (1, 500), (501, 1000), (501, 1000), (1001, 1500), (501, 1000), (1, 500),
    ]  # fmt: skip


async def test_nobody_gets_anothers_block(platform: InProcessPlatform, machine: EnrolledTerminal) -> None:
    other = await platform.enrol("hsl-4", "HSL4")
    assert (await wish(platform, other, 500)).json() == {"prefix": "HSL4", "first": 501, "last": 1000}
    assert (await wish(platform, machine, 500)).json() == {"prefix": "HSL3", "first": 501, "last": 1000}
    anew = await platform.enrol()
    assert (await wish(platform, anew, 0)).json()["first"] == 1001
    refused = await wish(platform, anew, 500)
    assert (refused.status_code, slug(refused)) == (422, "unknown-serial")


@pytest.mark.parametrize("after", [1, 499, 501, 10_501, 11_000, 10**9, 2**53 - 1])
async def test_a_serial_where_no_block_ends_gets_none(
    platform: InProcessPlatform, machine: EnrolledTerminal, after: int
) -> None:
    assert slug(await wish(platform, machine, after)) == "unknown-serial"


@pytest.mark.parametrize("body", ["{}", '{"after":-1}', '{"after":0,"more":1}', "[]"])
async def test_a_wish_that_cannot_be_read_is_refused(
    platform: InProcessPlatform, machine: EnrolledTerminal, body: str
) -> None:
    async with platform.http(machine.signer) as http:
        answer = await http.post("/v1/leases", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400


async def test_a_number_of_an_own_block_is_taken(platform: InProcessPlatform, machine: EnrolledTerminal) -> None:
    for serial in (1, 379, 500):
        assert await filed(platform, machine, sealed_case(machine, number(serial))) == ""


@pytest.mark.parametrize(
    ("its_number", "told"),
    [
        (number(1, prefix="HSL4"), "number-not-leased"),
        (number(1)[:-1] + str((int(number(1)[-1]) + 1) % 10), "invalid-number"),
        ("HSL-0421-0037", "invalid-number"),
        ("", "invalid-number"),
        (number(1) + "\n", "invalid-number"),
        ("HSL3-260421-٠٠٠١٠", "invalid-number"),
    ],
)
async def test_a_number_outside_is_refused(
    platform: InProcessPlatform, machine: EnrolledTerminal, its_number: str, told: str
) -> None:
    await platform.enrol("hsl-4", "HSL4")
    assert await filed(platform, machine, sealed_case(machine, its_number)) == told


async def test_a_number_from_before_the_blocks_is_taken_unsealed_only(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    assert await filed(platform, machine, case_envelope(number="HSL-0421-0037")) == ""
    assert await filed(platform, machine, case_envelope(number=number(1, prefix="HSL4"))) == "number-not-leased"
    assert await filed(platform, machine, case_envelope(number="anything")) == "invalid-number"


async def test_a_number_is_taken_after_the_machine_was_set_up_anew(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    anew = await platform.enrol()
    assert await filed(platform, anew, sealed_case(anew, number(7))) == ""


async def test_the_serial_goes_round_after_ten_thousand(platform: InProcessPlatform, machine: EnrolledTerminal) -> None:
    for after in range(500, 10_000, 500):
        await wish(platform, machine, after)
    last = (await wish(platform, machine, 10_000)).json()
    assert last["last"] == 10_500
    assert await filed(platform, machine, sealed_case(machine, number(10_321))) == ""


async def forget(platform: InProcessPlatform, above: int) -> None:
    """As restored from a copy that was made before these blocks were given."""
    await platform.sql("delete from leases where first > :above", above=above)


async def test_a_platform_restored_from_an_older_copy_loses_no_case_and_goes_on_after_them(
    platform: InProcessPlatform, machine: EnrolledTerminal, caplog: pytest.LogCaptureFixture
) -> None:
    for after in (500, 1000):
        await wish(platform, machine, after)
    await forget(platform, 500)
    cases = {serial: sealed_case(machine, number(serial)) for serial in (7, 1203, 730, 1500)}
    for envelope in cases.values():
        assert await filed(platform, machine, envelope) == ""
    notes = {serial: (await platform.staff.case(each.case_id))["notes"] for serial, each in cases.items()}
    assert {serial: [each["note"] for each in told] for serial, told in notes.items()} == {
        7: [], 1203: ["lease_unknown"], 730: ["lease_unknown"], 1500: ["lease_unknown"],
    }  # fmt: skip
    (view,) = (await platform.staff.http.get("/v1/terminals")).json()["terminals"]
    assert (view["unknown_lease_count"], view["leased_to"]) == (3, 1500)
    assert [record.getMessage() for record in caplog.records].count("lease_learnt") == 1
    assert (await wish(platform, machine, 1500)).json() == {"prefix": "HSL3", "first": 1501, "last": 2000}


async def test_a_block_the_platform_forgot_is_followed_by_the_one_after_it(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    for after in (500, 1000):
        await wish(platform, machine, after)
    await forget(platform, 500)
    for _ in range(2):
        assert (await wish(platform, machine, 1500)).json()["first"] == 1501
    assert (await wish(platform, machine, 1000)).json()["first"] == 1501
    assert (await wish(platform, machine, 2000)).json()["first"] == 2001


async def test_what_was_learnt_is_given_to_nobody(platform: InProcessPlatform, machine: EnrolledTerminal) -> None:
    assert await filed(platform, machine, sealed_case(machine, number(730))) == ""
    assert (await wish(platform, machine, 500)).json()["first"] == 1001
    assert (await platform.enrol()).lease.first == 1501


async def test_no_terminal_teaches_the_platform_a_number_of_another(
    platform: InProcessPlatform, machine: EnrolledTerminal
) -> None:
    other = await platform.enrol("hsl-4", "HSL4")
    for serial in (1, 501, 9999):
        assert (
            await filed(platform, machine, sealed_case(machine, number(serial, prefix="HSL4"))) == "number-not-leased"
        )
    assert (await wish(platform, other, 500)).json() == {"prefix": "HSL4", "first": 501, "last": 1000}
