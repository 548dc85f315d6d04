"""The client: what really goes over a socket, and that no answer of a network can hang or harm it."""

import asyncio
import contextlib
import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

from kiosk.core.clock import SystemClock
from kiosk.outbox import Pending
from kiosk.sync import (
    Acknowledged,
    NewFeed,
    PlatformClient,
    ProgressFound,
    SendResult,
    TryLater,
    Unavailable,
    Unchanged,
)
from kiosk.sync.exchange import MAX_ANSWER_BYTES
from kiosk.sync.pages import PIECE_BYTES
from kiosk.wire import (
    BadSignatureError,
    Feed,
    FeedEntry,
    Identity,
    ProgressQuery,
    Revoked,
    SoftwareSigner,
    encode,
    new_signing_key,
    signer_of,
    thumbprint,
)
from tests.helpers.messages import DIVISION, NOW, envelope, id_of
from tests.helpers.signed_words import PlatformHand

pytestmark = pytest.mark.anyio
HEALTHY = b'{"status":"ok","api":"v1","now":"2026-04-21T01:41:00Z"}'

CASE = id_of(1)
ENVELOPE = envelope(CASE)
MESSAGE = Pending(CASE, CASE, "case", encode(ENVELOPE), ENVELOPE.digest, 0)


class Hears:
    """A terminal's credentials, and what was said about it."""

    def __init__(self) -> None:
        self.signer = SoftwareSigner(new_signing_key())
        self.words: list[Revoked] = []

    def hear(self, word: Revoked) -> bool:
        self.words.append(word)
        return True


CREDENTIALS = Hears()
KEY_ID = thumbprint(CREDENTIALS.signer.public_key)
QUERY = ProgressQuery(identity=Identity(level="card_read"), id_number="110101195001011009", name="周秀英")
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def response(body: bytes, status: str = "200 OK", content_type: str = "application/json", headers: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return head.encode() + body


def problem(status: int, slug: str, headers: str = "", **more: Any) -> bytes:
    body = json.dumps({"type": f"urn:bianmin:problem:{slug}", "title": "No.", "status": status, **more}).encode()
    return response(body, f"{status} No", "application/problem+json", headers)


ECHO = json.dumps(
    {
        "message_id": CASE,
        "case_id": CASE,
        "digest": ENVELOPE.digest,
        "received_at": "2026-11-23T01:41:00Z",
        "number": None,
    }
).encode()


class Line:
    """A socket that answers the requests with these bytes, the last for ever, and keeps what was asked."""

    def __init__(self, *answers: bytes, then: Serve | None = None) -> None:
        self._answers = list(answers)
        self._then = then
        self.asked: list[bytes] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            (int(x.split(b":")[1]) for x in head.split(b"\r\n") if x.lower().startswith(b"content-length")), 0
        )
        self.asked.append(head + await reader.readexactly(length))
        writer.write(self._answers.pop(0) if len(self._answers) > 1 else self._answers[0])
        if self._then is not None:
            await self._then(reader, writer)


@asynccontextmanager
async def socket_of(serve: Serve) -> AsyncIterator[str]:
    """A listening socket; leaving it waits until every connection has ended."""
    running: set[asyncio.Task[None]] = set()

    async def tracked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task: Any = asyncio.current_task()
        running.add(task)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):  # who waits no longer may say nothing
            await serve(reader, writer)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(tracked, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()
    if running:
        await asyncio.wait(running)


@asynccontextmanager
async def client_on(serve: Serve, timeout_s: float = 5.0) -> AsyncIterator[PlatformClient]:
    async with socket_of(serve) as base_url, PlatformClient(base_url, CREDENTIALS, SystemClock(), timeout_s) as client:
        yield client


async def sent_to(line: Line, timeout_s: float = 5.0) -> SendResult:
    async with client_on(line, timeout_s) as client:
        return await client.send(MESSAGE)


async def test_a_case_goes_out_as_it_was_committed_with_its_id_as_the_key() -> None:
    line = Line(response(ECHO))
    assert isinstance(await sent_to(line), Acknowledged)
    (asked,) = line.asked
    head, _, body = asked.partition(b"\r\n\r\n")
    assert body == MESSAGE.content
    assert head.startswith(b"POST /v1/envelopes HTTP/1.1")
    for header in (f"Idempotency-Key: {CASE}", "Content-Type: application/json"):
        assert header.lower() in head.decode().lower()
    assert b"authorization" not in head.lower()


async def test_a_page_goes_to_the_address_of_its_digest() -> None:
    page = Pending(id_of(2), CASE, "blob", b"\xff\xd8 page", "ab" * 32, 0)
    line = Line(response(json.dumps({"sha256": "ab" * 32}).encode(), "201 Created"))
    async with client_on(line) as client:
        assert await client.send(page) == Acknowledged(None)
    assert line.asked[0].startswith(b"PUT /v1/blobs/" + b"ab" * 32)
    assert line.asked[0].endswith(b"\xff\xd8 page")


async def test_nobody_there_is_unreachable() -> None:
    async with PlatformClient("http://127.0.0.1:9", CREDENTIALS, SystemClock()) as client:
        assert await client.send(MESSAGE) == TryLater("unreachable")
        assert await client.is_there() is False


async def test_a_platform_that_says_nothing_times_out() -> None:
    async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    assert await sent_to(Line(b"", then=silence), timeout_s=0.05) == TryLater("timeout")


async def test_an_answer_that_drips_for_ever_times_out_as_a_whole() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not writer.is_closing():
            writer.write(b"x")
            await asyncio.sleep(0.01)  # each single wait stays far below the time-out

    dripping = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"
    assert await sent_to(Line(dripping, then=drip), timeout_s=0.1) == TryLater("timeout")


async def test_an_answer_without_end_is_nobodys() -> None:
    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(2 * MAX_ANSWER_BYTES // 65536):
            writer.write(b"x" * 65536)
            await writer.drain()

    endless = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
    assert await sent_to(Line(endless, then=flood)) == TryLater("not_the_platform")


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{",  # cut in the body
        b"HTTP/1.1 200 OK\r\nContent-Ty",  # cut in the head
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\x00\x01\x02garbage\r\n\r\n",
    ],
)
async def test_an_exchange_that_breaks_off_is_no_answer(answer: bytes) -> None:
    assert await sent_to(Line(answer)) == TryLater("cut_off")


async def test_a_body_that_cannot_be_unpacked_is_nobodys() -> None:
    assert await sent_to(Line(response(ECHO, headers="Content-Encoding: gzip\r\n"))) == TryLater("not_the_platform")


async def test_a_redirect_is_not_followed() -> None:
    other = Line(response(ECHO))
    async with socket_of(other) as elsewhere:
        redirect = Line(response(b"", "307 Temporary Redirect", headers=f"Location: {elsewhere}/\r\n"))
        assert await sent_to(redirect) == TryLater("not_the_platform")
    assert other.asked == []


@pytest.fixture
def proxy_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")


@pytest.mark.usefixtures("proxy_set")
async def test_a_proxy_of_the_environment_is_not_used() -> None:
    assert isinstance(await sent_to(Line(response(ECHO))), Acknowledged)


async def test_retry_after_reaches_the_queue() -> None:
    problem = b'{"type":"urn:x","title":"Busy.","status":503}'
    busy = response(problem, "503 Busy", "application/problem+json", "Retry-After: 12\r\n")
    assert await sent_to(Line(busy)) == TryLater("status_503", 12.0, reached_platform=True)


# ── who asks ───────────────────────────────────────────────────────────────────────────────────────────────────────


def whose(asked: bytes, at: datetime | None = None) -> str:
    """The key id of who signed what came over the socket; raises `BadSignatureError`."""
    head, _, body = asked.partition(b"\r\n\r\n")
    line, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, value in (each.split(": ", 1) for each in lines)}
    keys, max_age_s = {KEY_ID: CREDENTIALS.signer.public_key}, None if at is None else 2.0
    return signer_of(line.split()[0], line.split()[1], headers, body, keys.get, at or NOW, max_age_s)


async def test_every_question_is_signed_as_it_goes_out() -> None:
    line = Line(response(ECHO))
    async with client_on(line) as client:
        await client.send(MESSAGE)
        await client.progress(QUERY)
        await client.feed(DIVISION, None)
    assert [whose(asked) for asked in line.asked] == [KEY_ID] * 3
    with pytest.raises(BadSignatureError):
        whose(line.asked[0].replace(CASE.encode(), id_of(9).encode()))


async def test_asking_whether_the_platform_is_there_says_nothing_of_who_asks() -> None:
    line = Line(response(HEALTHY))
    async with client_on(line) as client:
        await client.is_there()
    assert b"signature" not in line.asked[0].lower()


DATE = datetime(2031, 5, 1, 8, 0, tzinfo=UTC)
NOT_NOW = problem(401, "not-signed-now", f"Date: {format_datetime(DATE, usegmt=True)}\r\n")


async def test_a_clock_that_is_wrong_is_told_by_the_answer_and_the_question_is_signed_again() -> None:
    line = Line(NOT_NOW, response(b'{"cases":[]}'))
    async with client_on(line) as client:
        assert isinstance(await client.progress(QUERY), ProgressFound)
        assert isinstance(await client.progress(QUERY), ProgressFound)
    assert len(line.asked) == 3
    assert [whose(asked, DATE) for asked in line.asked[1:]] == [KEY_ID] * 2  # it has learnt
    with pytest.raises(BadSignatureError):
        whose(line.asked[0], DATE)


async def test_a_platform_that_is_never_content_is_asked_twice_and_no_more() -> None:
    line = Line(NOT_NOW)
    async with client_on(line) as client:
        assert await client.progress(QUERY) == Unavailable("not_allowed")
    assert len(line.asked) == 2


@pytest.mark.parametrize("date", ["", "Date: yesterday\r\n", "Date: Thu, 01 May 2031 08:00:00\r\n"])
async def test_without_a_moment_nothing_is_signed_again(date: str) -> None:
    line = Line(problem(401, "not-signed-now", date))
    async with client_on(line) as client:
        assert await client.progress(QUERY) == Unavailable("not_allowed")
    assert len(line.asked) == 1


async def test_a_word_of_revocation_is_handed_on_and_the_message_stays() -> None:
    word = PlatformHand().revoked()
    revoked = problem(403, "revoked", revoked=json.loads(encode(word)))
    assert await sent_to(Line(revoked)) == TryLater("not_allowed", reached_platform=True)
    assert CREDENTIALS.words == [word]
    CREDENTIALS.words.clear()


@pytest.mark.parametrize(
    "answer",
    [
        problem(403, "revoked"),
        problem(403, "revoked", revoked={"terminal_id": "x"}),
        problem(401, "revoked", revoked=json.loads(encode(PlatformHand().revoked()))),
        response(b'{"revoked":true}', "403 No"),
    ],
)
async def test_anything_less_is_no_word(answer: bytes) -> None:
    assert isinstance(await sent_to(Line(answer)), TryLater)
    assert CREDENTIALS.words == []


# ── pages in pieces ────────────────────────────────────────────────────────────────────────────────────────────────

LARGE = bytes(range(256)) * (PIECE_BYTES // 256) * 2 + b"the rest"
LARGE_PAGE = Pending(id_of(3), CASE, "blob", LARGE, hashlib.sha256(LARGE).hexdigest(), 0)
STORED = response(json.dumps({"sha256": LARGE_PAGE.digest}).encode(), "201 Created")
NOTHING = problem(404, "not-found").partition(b"\r\n\r\n")[0] + b"\r\n\r\n"


def further(offset: int) -> bytes:
    return f"HTTP/1.1 204 No Content\r\nUpload-Offset: {offset}\r\n\r\n".encode()


async def test_a_large_page_goes_in_signed_pieces() -> None:
    line = Line(NOTHING, further(PIECE_BYTES), further(2 * PIECE_BYTES), STORED)
    async with client_on(line) as client:
        assert await client.send(LARGE_PAGE) == Acknowledged(None)
    assert [asked.split()[0] for asked in line.asked] == [b"HEAD", b"PATCH", b"PATCH", b"PATCH"]
    assert b"".join(asked.partition(b"\r\n\r\n")[2] for asked in line.asked) == LARGE
    assert [whose(asked) for asked in line.asked] == [KEY_ID] * 4


async def test_a_line_that_is_cut_in_the_middle_costs_one_piece() -> None:
    cut = Line(NOTHING, further(PIECE_BYTES), b"")
    async with client_on(cut) as client:
        assert await client.send(LARGE_PAGE) == TryLater("cut_off")
    there = f"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nUpload-Offset: {PIECE_BYTES}\r\n\r\n".encode()
    line = Line(there, further(2 * PIECE_BYTES), STORED)
    async with client_on(line) as client:
        assert await client.send(LARGE_PAGE) == Acknowledged(None)
    assert b"".join(asked.partition(b"\r\n\r\n")[2] for asked in line.asked) == LARGE[PIECE_BYTES:]


# ── progress, feed, health ─────────────────────────────────────────────────────────────────────────────────────────


async def test_progress_answers_a_persons_cases() -> None:
    line = Line(response(b'{"cases":[]}'))
    async with client_on(line) as client:
        result = await client.progress(QUERY)
    assert isinstance(result, ProgressFound)
    assert "周秀英".encode() in line.asked[0]


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (response(b"<html>", content_type="text/html"), "not_the_platform"),
        (problem(403, "identity-too-low"), "identity_too_low"),
        (problem(403, "not-confirmed"), "not_allowed"),
        (response(b'{"title":"No.","status":500}', "500 No", "application/problem+json"), "status_500"),
        (response(b'{"cases":[{}]}'), "not_the_platform"),
        (b"", "cut_off"),
    ],
)
async def test_progress_that_cannot_be_had_says_why(answer: bytes, cause: str) -> None:
    async with client_on(Line(answer)) as client:
        assert await client.progress(QUERY) == Unavailable(cause)


async def test_the_feed_is_fetched_once_and_then_compared_by_its_etag() -> None:
    entry = FeedEntry(
        entry_id="water",
        kind="notice",
        version=3,
        division_code=DIVISION,
        starts_at=NOW,
        expires_at=NOW + timedelta(days=1),
        title="停水",
        text="3号楼",
    )
    feed = Feed(version=7, entries=[entry])
    async with client_on(Line(response(encode(feed), headers='ETag: "7"\r\n'))) as client:
        assert await client.feed(DIVISION, None) == NewFeed(feed, '"7"')
    line = Line(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n")
    async with client_on(line) as client:
        assert await client.feed(DIVISION, '"7"') == Unchanged()
    assert b'if-none-match: "7"' in line.asked[0].lower()


@pytest.mark.parametrize(
    ("answer", "is_there"),
    [
        (response(HEALTHY), True),
        (response(HEALTHY[:-9]), False),
        (response(b'{"status":"ok"}'), False),
        (response(b"<html>", content_type="text/html"), False),
        (response(b"", "302 Found", headers="Location: http://portal/\r\n"), False),
        (response(b"{}", "500 No"), False),
    ],
)
async def test_only_the_platform_itself_is_there(answer: bytes, is_there: bool) -> None:
    async with client_on(Line(answer)) as client:
        assert await client.is_there() is is_there


async def test_an_address_that_is_none_is_told_like_a_network_that_is_not_there() -> None:
    class Broken(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            raise httpx.UnsupportedProtocol("no")

    transport: Any = Broken()
    async with PlatformClient("http://x", CREDENTIALS, SystemClock(), transport=transport) as client:
        assert await client.send(MESSAGE) == TryLater("unreachable")
