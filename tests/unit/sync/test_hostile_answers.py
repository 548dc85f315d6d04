"""Whatever stands before the platform may answer anything: nothing but the declared values comes of it."""

import asyncio
import copy
import itertools
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.outbox import Pending, Saved, Store
from kiosk.sync import Bulletins, Heartbeats, Identity, NewFeed, PlatformClient, ProgressFound, Standing, Unavailable
from kiosk.sync.answers import Acknowledged, FeedResult, Refused, SendResult, TryLater
from kiosk.sync.bulletins import ENTRY_KINDS
from kiosk.sync.engine import Hold, Keep, Line, Pace, after_send
from kiosk.sync.enrolment import enrol
from kiosk.sync.exchange import Exchange
from kiosk.sync.heartbeat import Condition, is_next_block
from kiosk.sync.identity import ForeignKeysError, keep_enrolment
from kiosk.sync.pages import PIECE_BYTES
from kiosk.texts.format import show_stamp
from kiosk.wire import (
    Identity as Level,
)
from kiosk.wire import (
    Lease,
    PlatformKeys,
    ProgressQuery,
    QueueReport,
    Revoked,
    encode,
    thumbprint,
)
from tests.helpers.fake_clock import FakeClock
from tests.helpers.messages import DIVISION, NOW, envelope, id_of
from tests.helpers.signed_words import TERMINAL_ID, PlatformHand, identity_in

pytestmark = pytest.mark.anyio
CASE = id_of(1)
ENVELOPE = envelope(CASE)
MESSAGE = Pending(CASE, CASE, "case", encode(ENVELOPE), ENVELOPE.digest, 0)
PAGE = Pending(id_of(2), CASE, "blob", bytes(PIECE_BYTES + 1), "a" * 64, 0)
NOT_CANONICAL = "A" * 85 + "B"
END_OF_TIME = "Fri, 31 Dec 9999 23:59:59 GMT"
PROBLEM, JSON = "application/problem+json", "application/json"
QUERY = ProgressQuery(identity=Level(level="card_read"), id_number="1", name="陈静")
QUEUE = QueueReport(
    waiting_count=1, refused_count=0, oldest_waiting_s=1.0, acknowledged_count=1, last_acknowledged_at=NOW,
    dead_letters=[],
)  # fmt: skip


# ── what was seen ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_revocation_whose_signature_is_no_base64url_is_not_heard(tmp_path: Path) -> None:
    identity = identity_in(tmp_path / "identity")
    key_id = thumbprint(identity.signer.public_key)
    assert not identity.hear(Revoked(terminal_id=TERMINAL_ID, key_id=key_id, at=NOW, signature=NOT_CANONICAL))
    assert identity.standing is Standing.IN_SERVICE


def test_a_list_of_keys_whose_signature_is_no_base64url_is_foreign(tmp_path: Path) -> None:
    hand = PlatformHand()
    identity = identity_in(tmp_path / "identity", hand)
    forged = PlatformKeys(version=9, sealing=hand.keys().sealing, signature=NOT_CANONICAL)
    with pytest.raises(ForeignKeysError):
        identity.take_keys(forged)
    with pytest.raises(ForeignKeysError):
        keep_enrolment(tmp_path / "other", identity.signer, hand.enrolled(forged))


async def test_a_date_at_the_end_of_time_is_no_platforms_clock_and_the_next_question_is_signed(tmp_path: Path) -> None:
    created: list[int] = []
    dates = [END_OF_TIME, "Mon, 23 Nov 2099 01:41:00 GMT", None, "Mon, 23 Nov 2026 01:41:00 GMT", None]

    def answer(request: httpx.Request) -> httpx.Response:
        created.append(int(request.headers["Signature-Input"].partition("created=")[2].partition(";")[0]))
        date = dates.pop(0)
        if date is None:
            return httpx.Response(204)
        return httpx.Response(401, headers={"Content-Type": PROBLEM, "Date": date}, content=problem("not-signed-now"))

    async with client(identity_in(tmp_path / "identity"), answer) as platform:
        for _ in range(3):
            await platform.feed(DIVISION, None)
    now_s, end_s = int(NOW.timestamp()), int(datetime(2099, 11, 23, 1, 41, tzinfo=UTC).timestamp())
    assert created == [now_s, now_s, end_s, end_s, now_s], "not believed; believed; and put right by the platform"


async def test_a_mark_of_a_feed_that_no_header_holds_is_not_sent_back(tmp_path: Path) -> None:
    feed = b'{"version":1,"entries":[]}'

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers=[(b"Content-Type", JSON.encode()), (b"ETag", b'"\xe9"')], content=feed)

    async with client(identity_in(tmp_path / "identity"), answer) as platform:
        first = await platform.feed(DIVISION, None)
        assert isinstance(first, NewFeed)
        assert first.etag == ""


async def test_a_kept_feed_without_a_zone_does_not_stop_the_next_start(tmp_path: Path) -> None:
    cache = tmp_path / "feed.json"
    cache.write_text(json.dumps({"version": 1, "entries": [ENTRY | {"starts_at": "2026-11-23T00:00:00"}]}))
    assert Bulletins(Nothing(), cache, DIVISION, FakeClock(NOW)).valid("notice") == ()


@pytest.mark.parametrize(
    ("first", "last", "prefix"),
    [(501, 1000, "HSL4"), (1, 500, "HSL3"), (501, 500, "HSL3"), (501, 1001, "HSL3"), (10_502, 11_000, "HSL3")],
)
def test_numbers_of_another_machine_or_beyond_all_reason_are_not_taken(first: int, last: int, prefix: str) -> None:
    assert not is_next_block(Lease(prefix=prefix, first=first, last=last), "HSL3", 500)
    assert is_next_block(Lease(prefix="HSL3", first=501, last=1000), "HSL3", 500)


# ── anything at all ────────────────────────────────────────────────────────────────────────────────────────────────

ENTRY: dict[str, Any] = {
    "entry_id": "a", "kind": "notice", "version": 1, "division_code": DIVISION, "starts_at": "2026-11-23T00:00:00Z",
    "expires_at": "2026-11-24T00:00:00Z", "title": "t", "text": "x", "icon": "info",
}  # fmt: skip
CASE_SEEN: dict[str, Any] = {
    "case_id": CASE, "number": "HSL3-260421-00373", "item_id": "a", "item_name": "b", "state": "received",
    "filed_at": "2026-11-23T00:00:00Z", "committed_working_days": 5, "used_working_days": 1,
    "answer_due_on": "2026-12-01", "contact_phone": "1", "correction": None, "answer": None,
    "steps": [{"name": "a", "department": "b", "state": "done", "at": "2026-11-23T00:00:00Z"}],
}  # fmt: skip
LEASE: dict[str, Any] = {"prefix": "HSL3", "first": 501, "last": 1000}
KEYS = json.loads(encode(PlatformHand().keys()))
WORDS: tuple[dict[str, Any], ...] = (
    {"message_id": CASE, "case_id": CASE, "digest": ENVELOPE.digest, "received_at": "2026-11-23T00:00:00Z",
     "number": None},
    {"sha256": PAGE.digest},
    {"status": "ok", "api": "v1", "now": "2026-11-23T00:00:00Z"},
    {"version": 1, "entries": [ENTRY]},
    {"cases": [CASE_SEEN]},
    {"received_at": "2026-11-23T00:00:00Z", "watermark": {"message_count": 9, "last_message_id": CASE},
     "keys_version": 7},
    KEYS,
    LEASE,
    {"terminal_id": TERMINAL_ID, "division_code": DIVISION, "platform_key": "A" * 43, "keys": KEYS, "lease": LEASE},
    {"type": "urn:bianmin:problem:not-signed-now", "title": "t", "status": 401, "detail": "", "blobs": ["a" * 64],
     "state": "", "revoked": {"terminal_id": TERMINAL_ID, "key_id": "KEY", "at": "2026-11-23T00:00:00Z",
                              "signature": "A" * 86}},
)  # fmt: skip
DEEP = b'{"x":' + b"[" * 100_000
SLUGS = ("not-signed-now", "not-signed", "revoked", "key-in-use", "identity-too-low", "case-not-here", "x" * 9000, "é ")
VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 2**53, 2**63, 2**64, 2**70, 1e308, -1.5, "", "\ud800", "é\n", "\0", NOT_CANONICAL, "A" * 86,
    "A" * 43, "A" * 42 + "B", "A" * 43 + "\n", CASE + "\n", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-23:59",
    "0001-01-01T00:00:00+14:00", "2026-11-23T00:00:00", "9999-12-31", "0001-01-01", "x" * 100_000, [], {},
    ["a" * 64] * 3000, "0" * 64, *(f"urn:bianmin:problem:{slug}" for slug in SLUGS),
)  # fmt: skip
DATES = (
    "", END_OF_TIME, "Fri, 31 Dec 9999 23:59:59 -2359", "Mon, 23 Nov 2026 01:41:00 GMT", "1 Jan 1 0:0 +9999",
    "Sat, 01 Jan 0001 00:00:00 +1400",
)  # fmt: skip
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Date": st.sampled_from(DATES) | st.text(max_size=30),
        "Retry-After": st.sampled_from(["0", "9" * 400, END_OF_TIME, "-1", "1e9", "٣"]) | st.text(max_size=9),
        "ETag": st.sampled_from(['"a"', '"é"', "x" * 9000]) | st.text(max_size=9),
        "Upload-Offset": st.sampled_from(["0", str(PIECE_BYTES), "9" * 15, "9" * 30, "-1", "٣"]),
    },
)  # fmt: skip


@dataclass
class Told:
    """One answer as it stands on the wire."""

    status: int
    media_type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    def response(self, key_id: str) -> httpx.Response:
        """The answer to a machine of this key."""
        raw = {"Content-Type": self.media_type, **self.headers}
        encoded = [(name.encode(), value.encode("utf-8", "replace")) for name, value in raw.items()]
        return httpx.Response(self.status, headers=encoded, content=self.body.replace(b'"KEY"', f'"{key_id}"'.encode()))


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something could stand instead."""
    if path:
        yield path
    for name, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(each, (*path, name))


@st.composite
def told(draw: st.DrawFn) -> Told:
    """A true answer, spoilt in up to three places; or any bytes."""
    said = copy.deepcopy(draw(st.sampled_from(WORDS)))
    for _ in range(draw(st.integers(0, 3))):
        *path, last = draw(st.sampled_from(list(places(said))))
        holder = said
        for name in path:
            holder = holder[name] if isinstance(holder, (dict, list)) and name in range_of(holder) else said
        holder[last if last in range_of(holder) else next(iter(range_of(holder)), 0)] = copy.deepcopy(
            draw(st.sampled_from(VALUES))
        )
    body = json.dumps(said).encode()
    body = draw(
        st.just(body) | st.just(body) | st.just(body) | st.sampled_from([DEEP, b"", b"\xff"]) | st.binary(max_size=9)
    )
    status = draw(
        st.sampled_from([200, 200, 200, 201, 204, 302, 304, 400, 401, 401, 403, 403, 404, 409, 409, 422, 429, 500, 503])
    )
    usual = JSON if status < 400 else PROBLEM
    media_type = draw(
        st.just(usual) | st.just(usual) | st.sampled_from(["", "text/html", "application/json; é", PROBLEM])
    )
    return Told(status, media_type, body, draw(HEADERS))


def range_of(holder: Any) -> Any:
    return holder.keys() if isinstance(holder, dict) else range(len(holder))


def problem(slug: str, **more: Any) -> bytes:
    return json.dumps({"type": f"urn:bianmin:problem:{slug}", "title": "t", "status": 400, **more}).encode()


class Nothing:
    """A feed that is never there."""

    async def feed(self, division_code: str, etag: str | None) -> FeedResult:
        return Unavailable("unreachable")


def client(identity: Identity, answer: Any) -> PlatformClient:
    return PlatformClient("http://platform.test", identity, FakeClock(NOW), transport=httpx.MockTransport(answer))


@contextmanager
def opened_store(path: Path) -> Iterator[Store]:
    store = Store(path, FakeClock(NOW))
    store.open()
    try:
        yield store
    finally:
        store.close()


FEED_AT_THE_END = json.dumps({"version": 1, "entries": [ENTRY | {"expires_at": "9999-12-31T23:59:59Z"}]}).encode()
REVOKED = problem("revoked", revoked=WORDS[-1]["revoked"] | {"signature": NOT_CANONICAL})


@dataclass
class Asking:
    """One terminal that asks everything, and does with the results what a terminal does."""

    folder: Path
    identity: Identity
    store: Store

    def hears(self, answers: list[Told]) -> None:
        """Everything asked, answered by the list over and over."""
        asyncio.run(self._ask(itertools.cycle(answers)))

    async def _ask(self, answers: Iterator[Told]) -> None:
        key_id = thumbprint(self.identity.signer.public_key)
        transport = httpx.MockTransport(lambda _: next(answers).response(key_id))
        cache, clock = self.folder / "feed.json", FakeClock(NOW)
        platform = PlatformClient("http://platform.test", self.identity, clock, transport=transport)
        for message in (MESSAGE, PAGE):
            write_down(self.store, message, await platform.send(message))
        shown(await platform.progress(QUERY))
        await platform.is_there()
        await bulletins(platform, cache)
        numbers = Numbers(self.store)
        beating = Heartbeats(self.identity, platform, numbers, condition, lambda _: None, clock, random.Random(1), "1")
        await beating.beat()
        exchange = Exchange("http://platform.test", clock, transport=transport)
        new = await enrol(exchange, self.folder / "new", TERMINAL_ID, "HSL3", "7K3MQX9T")
        assert isinstance(new, Unavailable), "nobody signed these keys"
        assert self.identity.standing is Standing.IN_SERVICE


def test_nothing_but_the_declared_values_comes_of_any_answer(tmp_path: Path) -> None:
    with opened_store(tmp_path / "outbox.db") as store:
        asking = Asking(tmp_path, identity_in(tmp_path / "identity"), store)

        @settings(max_examples=40, deadline=None)
        @example([Told(403, PROBLEM, REVOKED)])
        @example([Told(401, PROBLEM, problem("not-signed-now"), {"Date": END_OF_TIME})])
        @example([Told(422, PROBLEM, DEEP)])
        @example([Told(200, JSON, FEED_AT_THE_END)])
        @example([Told(200, JSON, b'{"version":1,"entries":[]}', {"ETag": '"é"'})])
        @given(st.lists(told(), min_size=1, max_size=6))
        def any_answers(answers: list[Told]) -> None:
            asking.hears(answers)

        any_answers()


def write_down(store: Store, message: Pending, result: SendResult) -> None:
    """As the loop does."""
    assert isinstance(result, (Acknowledged, TryLater, Refused))
    _, verdict = after_send(Line(), 0, result, 1000.0, random.Random(1).uniform, Pace())
    if isinstance(verdict, Hold):
        assert len(verdict.missing_blobs) <= 200
        store.send_again(message.case_id, verdict.missing_blobs)
        store.tried(message.message_id, verdict.cause)
    if isinstance(verdict, Keep):
        assert len(verdict.cause) < 100, "it travels in every heartbeat"
        store.refuse(message.message_id, verdict.cause)


def shown(found: ProgressFound | Unavailable) -> None:
    for case in found.answer.cases if isinstance(found, ProgressFound) else ():
        show_stamp(case.filed_at)
        assert case.used_working_days / max(1, case.committed_working_days) < 1e16


async def bulletins(platform: PlatformClient, cache: Path) -> None:
    held = Bulletins(platform, cache, DIVISION, FakeClock(NOW))
    for _ in range(2):
        await held.refresh()
    for kind in ENTRY_KINDS:
        for entry in (*held.valid(kind), *Bulletins(Nothing(), cache, DIVISION, FakeClock(NOW)).valid(kind)):
            show_stamp(entry.expires_at)


@dataclass
class Numbers:
    store: Store

    async def add_lease(self, lease: Lease) -> Saved:
        self.store.add_lease(lease)
        return Saved(lease.prefix)

    async def audit_hash_at(self, entry_count: int) -> str | None:
        return self.store.audit_hash_at(entry_count)


async def condition() -> Condition:
    return Condition(QUEUE, 0, None, 10**9, numbers_left_count=0, last_serial=500)
