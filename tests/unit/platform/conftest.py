"""A platform, a terminal's client and a fake clock at 21 April 2026, 9:41 in China."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from kiosk.core.ids import new_id
from kiosk.wire import Envelope, Problem, decode, encode
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform
from tests.helpers.platform_cases import FILED_AT, PAGE, PAGE_SHA256
from tests.helpers.postgres import drop_made


class Terminal:
    """A terminal that sends envelopes and returns the raw answers."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def post(self, envelope: Envelope, key: str | None = None) -> httpx.Response:
        own_key = envelope.case_id if envelope.kind == "case" else new_id(FILED_AT)
        headers = {"Content-Type": "application/json", "Idempotency-Key": key or own_key}
        return await self.http.post("/v1/envelopes", content=encode(envelope), headers=headers)

    async def put_page(self, content: bytes = PAGE, sha256: str = PAGE_SHA256) -> httpx.Response:
        headers = {"Content-Type": "application/octet-stream"}
        return await self.http.put(f"/v1/blobs/{sha256}", content=content, headers=headers)


def problem(answer: httpx.Response) -> Problem:
    """The problem of an answer, which must be one."""
    assert answer.headers["content-type"] == "application/problem+json"
    told = decode(answer.content, Problem)
    assert told.status == answer.status_code
    assert told.title
    return told


def slug(answer: httpx.Response) -> str:
    """The last part of the problem's type."""
    return problem(answer).type.rpartition(":")[2]


@pytest.fixture(autouse=True)
def no_database_left() -> Iterator[None]:
    """Of a test that ran on PostgreSQL."""
    yield
    drop_made()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def platform(tmp_path: Path, clock: FakeClock) -> AsyncIterator[InProcessPlatform]:
    async with in_process_platform(tmp_path, clock) as running:
        yield running


@pytest.fixture
async def terminal(platform: InProcessPlatform) -> AsyncIterator[Terminal]:
    async with platform.http((await platform.enrol()).signer) as http:
        yield Terminal(http)
