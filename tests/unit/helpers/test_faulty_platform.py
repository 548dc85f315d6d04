"""The faults are what they say, in process and on a socket."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from kiosk.core.tasks import Supervisor
from kiosk.wire import Envelope, encode
from tests.helpers.enrolled import Signed
from tests.helpers.fake_clock import FakeClock
from tests.helpers.faulty_platform import Fault, on_a_socket
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform
from tests.helpers.platform_cases import case_envelope

pytestmark = pytest.mark.anyio


@pytest.fixture
async def platform(tmp_path: Path) -> AsyncIterator[InProcessPlatform]:
    async with in_process_platform(tmp_path, FakeClock()) as running:
        yield running


@pytest.fixture(params=["in process", "on a socket"])
async def http(platform: InProcessPlatform, request: pytest.FixtureRequest) -> AsyncIterator[httpx.AsyncClient]:
    signer = (await platform.enrol()).signer
    if request.param == "in process":
        async with platform.http(signer) as client:
            yield client
        return
    async with (
        on_a_socket(platform.faulty) as url,
        httpx.AsyncClient(base_url=url, auth=Signed(signer, platform.clock), trust_env=False) as client,
    ):
        yield client


async def post(http: httpx.AsyncClient, envelope: Envelope) -> httpx.Response:
    headers = {"Content-Type": "application/json", "Idempotency-Key": envelope.case_id}
    return await http.post("/v1/envelopes", content=encode(envelope), headers=headers)


def case_count(platform: InProcessPlatform) -> int:
    db = sqlite3.connect(platform.settings.database)
    count: int = db.execute("select count(*) from cases").fetchone()[0]
    db.close()
    return count


@pytest.mark.parametrize(("fault", "arrives"), [(Fault.DOWN, 0), (Fault.LOST_ACKNOWLEDGEMENT, 1)])
async def test_a_cut_connection_is_a_transport_error(
    platform: InProcessPlatform, http: httpx.AsyncClient, fault: Fault, arrives: int
) -> None:
    envelope = case_envelope()
    platform.faulty.fail(fault, count=1)
    with pytest.raises(httpx.TransportError):
        await post(http, envelope)
    assert case_count(platform) == arrives
    assert (await post(http, envelope)).status_code == (200 if arrives else 201)
    assert platform.faulty.request_count == 2


@pytest.mark.parametrize(
    ("fault", "status", "content_type", "arrives"),
    [
        (Fault.ERROR_500, 500, "application/problem+json", 0),
        (Fault.CONFLICT_409, 409, "application/problem+json", 0),
        (Fault.REFUSED_422, 422, "application/problem+json", 0),
        (Fault.CAPTIVE_PORTAL, 200, "text/html; charset=utf-8", 0),
        (Fault.WRONG_CONTENT_TYPE, 201, "text/html; charset=utf-8", 1),
    ],
)
async def test_a_wrong_answer_is_the_one_that_was_asked_for(
    platform: InProcessPlatform, http: httpx.AsyncClient, fault: Fault, status: int, content_type: str, arrives: int
) -> None:
    platform.faulty.fail(fault)
    answer = await post(http, case_envelope())
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, content_type)
    assert case_count(platform) == arrives
    platform.faulty.heal()
    assert (await post(http, case_envelope())).status_code == 201


async def test_a_truncated_answer_is_no_json(platform: InProcessPlatform, http: httpx.AsyncClient) -> None:
    platform.faulty.fail(Fault.TRUNCATED)
    answer = await post(http, case_envelope())
    assert answer.status_code == 201
    with pytest.raises(ValueError, match=r"Unterminated|Expecting|delimiter"):
        answer.json()


async def test_a_slow_answer_waits_on_the_clock(tmp_path: Path) -> None:
    clock = FakeClock()
    async with (
        in_process_platform(tmp_path, clock) as platform,
        platform.http((await platform.enrol()).signer) as http,
        Supervisor() as supervisor,
    ):
        platform.faulty.fail(Fault.SLOW)
        waiting = supervisor.start("slow post", post(http, case_envelope()))
        await clock.advance(29)
        assert not waiting.done()
        await clock.advance(2)
        assert (await waiting).status_code == 201
