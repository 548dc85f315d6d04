"""Calls for help at the platform: whose they are, who is shown them when, and who comes."""

from typing import Any

import httpx
import pytest

from kiosk.platform.help_calls import SILENT_AFTER_S
from kiosk.platform.roles import STREET_IS_CALLED_AFTER_S, Clerk, StaffRole, may_be_called
from kiosk.wire import HelpAnswer, HelpCall, HelpStanding, decode, encode
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import DIVISION_CODE, InProcessPlatform
from tests.unit.platform.conftest import Terminal, slug
from tests.unit.platform.test_staff import Office, office  # noqa: F401 - fixture

pytestmark = pytest.mark.anyio
CALL_ID = "0" * 31 + "1"
JSON = {"Content-Type": "application/json"}


async def put(http: httpx.AsyncClient, call_id: str = CALL_ID, content: bytes = b"") -> httpx.Response:
    content = content or encode(HelpCall(matter="filling_in"))
    return await http.put(f"/v1/help-calls/{call_id}", content=content, headers=JSON)


async def called(http: httpx.AsyncClient) -> HelpAnswer:
    return decode((await put(http)).raise_for_status().content, HelpAnswer)


async def shown(http: httpx.AsyncClient) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = (await http.get("/v1/help-calls")).raise_for_status().json()["calls"]
    return calls


async def test_a_call_names_the_machine_and_no_person(platform: InProcessPlatform, terminal: Terminal) -> None:
    assert (await called(terminal.http)).standing is HelpStanding.WAITING

    (call,) = await shown(platform.staff.http)

    assert (call["terminal_id"], call["place"], call["matter"]) == ("hsl-3", "槐树里社区", "filling_in")
    with_name = b'{"matter":"filling_in","name":"\xe5\xbc\xa0"}'
    assert slug(await put(terminal.http, content=with_name)) == "invalid-request"


async def test_asked_again_it_is_the_same_call(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    first = await called(terminal.http)
    await clock.advance(30)

    assert await called(terminal.http) == first
    assert len(await shown(platform.staff.http)) == 1


async def test_a_terminal_that_fell_silent_calls_nobody_any_more(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    await called(terminal.http)
    await clock.advance(SILENT_AFTER_S)
    assert await shown(platform.staff.http) == []

    await called(terminal.http)
    assert len(await shown(platform.staff.http)) == 1


async def test_a_call_withdrawn_stays_withdrawn(platform: InProcessPlatform, terminal: Terminal) -> None:
    await called(terminal.http)
    for _ in range(2):
        assert (await terminal.http.delete(f"/v1/help-calls/{CALL_ID}")).status_code == 204

    assert await shown(platform.staff.http) == []
    assert slug(await put(terminal.http)) == "call-over"
    assert slug(await platform.staff.http.post(f"/v1/help-calls/{CALL_ID}/answer")) == "call-over"


async def test_a_terminal_cannot_speak_for_another(platform: InProcessPlatform, terminal: Terminal) -> None:
    await called(terminal.http)
    async with platform.http((await platform.enrol("hsl-4", "HSL4")).signer) as other:
        assert slug(await put(other)) == "call-elsewhere"
        await other.delete(f"/v1/help-calls/{CALL_ID}")

    assert len(await shown(platform.staff.http)) == 1


async def test_the_first_who_says_so_comes_and_the_resident_reads_a_masked_name(
    office: Office,  # noqa: F811 - fixture
    clock: FakeClock,
) -> None:
    async with office.platform.http((await office.platform.enrol("hsl-5", "HSL5")).signer) as http:
        await called(http)
        async with office.as_("clerk of the community") as near, office.as_("clerk of the street") as far:
            assert len(await shown(near.http)) == 1
            assert await shown(far.http) == []
            assert slug(await far.http.post(f"/v1/help-calls/{CALL_ID}/answer")) == "not-found"

            await clock.advance(STREET_IS_CALLED_AFTER_S)
            await called(http)
            assert len(await shown(far.http)) == 1
            for _ in range(2):
                answer = (await far.http.post(f"/v1/help-calls/{CALL_ID}/answer")).raise_for_status()
                assert answer.json()["answered_by"] == "clerk of the street"
            assert slug(await near.http.post(f"/v1/help-calls/{CALL_ID}/answer")) == "call-answered"
        heard = await called(http)
    assert (heard.standing, heard.who) == (HelpStanding.COMING, "c*")
    assert heard.answered_at == clock.now()


@pytest.mark.parametrize("name", ["clerk of the bureau", "supervisor here", "technician"])
async def test_those_who_do_not_go_to_machines_are_not_called(office: Office, name: str) -> None:  # noqa: F811
    async with office.as_(name) as clerk:
        assert slug(await clerk.http.get("/v1/help-calls")) == "not-allowed"


def test_only_who_works_in_the_place_is_called() -> None:
    community = Clerk("周", StaffRole.COMMUNITY)
    assert may_be_called(community, ["130102001001"], DIVISION_CODE, 0)
    assert not may_be_called(community, ["130102001002"], DIVISION_CODE, 600)
    assert may_be_called(Clerk("house", StaffRole.HOUSE), [], DIVISION_CODE, 0)
