"""A page in pieces: it goes on where the platform says, ends, and is believed only by the platform's own echo."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.outbox import Pending
from kiosk.sync.answers import Acknowledged, Refused, SendResult, TryLater
from kiosk.sync.judge import JSON, PROBLEM, Answer, Request
from kiosk.sync.pages import MOST_CORRECTIONS, PIECE_BYTES, send_page
from tests.helpers.messages import NOW, id_of


def page(content: bytes) -> Pending:
    return Pending(id_of(1), id_of(2), "blob", content, hashlib.sha256(content).hexdigest(), 0)


SMALL = page(b"x" * PIECE_BYTES)
LARGE = page(b"0123456789abcdef" * (PIECE_BYTES // 16 * 3) + b"z")
TOTAL = len(LARGE.content)


class Keeper:
    """A platform that keeps what it is sent, and may have some of it already or change its mind."""

    def __init__(self, message: Pending, kept: bytes = b"", forgets_at: int | None = None) -> None:
        self._message = message
        self._forgets_at = forgets_at
        self.kept = kept
        self.asked: list[Request] = []

    def answer(self, request: Request) -> Answer:
        self.asked.append(request)
        if request.method == "HEAD":
            return Answer(200, "", b"", upload_offset=len(self.kept)) if self.kept else Answer(404, PROBLEM, b"")
        if request.method == "PUT":
            self.kept = request.content or b""
            return self._stored()
        if self._forgets_at is not None and len(self.kept) >= self._forgets_at:
            self.kept, self._forgets_at = b"", None
        offset = int(request.headers["Upload-Offset"])
        assert int(request.headers["Upload-Length"]) == len(self._message.content)
        if offset != len(self.kept):
            return Answer(409, PROBLEM, b'{"title":"No.","status":409}', upload_offset=len(self.kept))
        self.kept += request.content or b""
        if len(self.kept) == len(self._message.content):
            return self._stored()
        return Answer(204, "", b"", upload_offset=len(self.kept))

    def _stored(self) -> Answer:
        return Answer(201, JSON, json.dumps({"sha256": hashlib.sha256(self.kept).hexdigest()}).encode())


def sent(message: Pending, *answers: Answer, keeper: Keeper | None = None) -> SendResult:
    """What the whole send comes to: these answers first, then the keeper's, or the last one for ever."""
    steps, left = send_page(message, lambda: NOW), list(answers)
    request = next(steps)
    for _ in range(100):
        if keeper is not None and not left:
            answer = keeper.answer(request)
        else:
            answer = left.pop(0) if len(left) > 1 or keeper is not None else left[0]
        try:
            request = steps.send(answer)
        except StopIteration as over:
            result: SendResult = over.value
            return result
    raise AssertionError("it never ends")


def test_a_small_page_goes_whole() -> None:
    keeper = Keeper(SMALL)
    assert sent(SMALL, keeper=keeper) == Acknowledged(None)
    assert [request.method for request in keeper.asked] == ["PUT"]


def test_a_large_page_goes_in_pieces_of_a_mebibyte() -> None:
    keeper = Keeper(LARGE)
    assert sent(LARGE, keeper=keeper) == Acknowledged(None)
    assert keeper.kept == LARGE.content
    assert [len(request.content or b"") for request in keeper.asked] == [0, PIECE_BYTES, PIECE_BYTES, PIECE_BYTES, 1]


@settings(max_examples=20)
@given(st.integers(1, TOTAL))
def test_it_goes_on_where_the_platform_has_it(kept_bytes: int) -> None:
    keeper = Keeper(LARGE, LARGE.content[:kept_bytes])
    assert sent(LARGE, keeper=keeper) == Acknowledged(None)
    assert keeper.kept == LARGE.content
    assert sum(len(request.content or b"") for request in keeper.asked) == TOTAL - kept_bytes


def test_a_platform_that_lost_the_pieces_is_sent_them_again() -> None:
    keeper = Keeper(LARGE, forgets_at=2 * PIECE_BYTES)
    assert sent(LARGE, keeper=keeper) == Acknowledged(None)
    assert keeper.kept == LARGE.content


ELSEWHERE = Answer(409, PROBLEM, b'{"title":"No.","status":409}', upload_offset=5)


def test_a_platform_that_is_always_elsewhere_is_asked_again_later() -> None:
    result = sent(LARGE, Answer(404, "", b""), ELSEWHERE)
    assert result == TryLater("409", reached_platform=True, only_this=True)


def test_how_often_it_may_be_elsewhere_is_counted() -> None:
    enough = [Answer(404, "", b""), *[ELSEWHERE] * MOST_CORRECTIONS]
    keeper = Keeper(LARGE, LARGE.content[:5])
    assert sent(LARGE, *enough, keeper=keeper) == Acknowledged(None)


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ((Answer(200, "text/html", b""),), TryLater("not_the_platform")),  # a portal has no offset
        ((Answer(200, "", b"", upload_offset=TOTAL + 1),), TryLater("not_the_platform")),
        ((Answer(302, "", b""),), TryLater("not_the_platform")),
        ((Answer(503, "", b""),), TryLater("status_503")),
        ((Answer(404, "", b""), Answer(204, "", b"")), TryLater("not_the_platform")),
        ((Answer(404, "", b""), Answer(204, "", b"", upload_offset=0)), TryLater("not_the_platform")),
        ((Answer(404, "", b""), Answer(204, "", b"", upload_offset=TOTAL + 1)), TryLater("not_the_platform")),
        ((Answer(404, "", b""), Answer(200, JSON, b'{"sha256":"' + b"0" * 64 + b'"}')), TryLater("not_the_platform")),
        ((Answer(404, "", b""), Answer(409, "text/html", b"", upload_offset=5)), TryLater("not_the_platform")),
        (
            (Answer(404, "", b""), Answer(422, PROBLEM, b'{"title":"Not the bytes.","status":422}')),
            Refused("422"),
        ),
    ],
)
def test_anything_else_is_judged_as_ever(answers: tuple[Answer, ...], result: SendResult) -> None:
    assert sent(LARGE, *answers) == result


def test_a_page_that_is_there_already_is_still_believed_only_by_its_echo() -> None:
    whole = Answer(200, "", b"", upload_offset=TOTAL)
    stored = Answer(200, JSON, json.dumps({"sha256": LARGE.digest}).encode())
    assert sent(LARGE, whole, stored) == Acknowledged(None)
    assert sent(LARGE, whole, Answer(200, "text/html", b"")) == TryLater("not_the_platform")
