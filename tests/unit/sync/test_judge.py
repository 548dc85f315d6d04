"""What an answer means: only the platform's own echo counts as sent."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.outbox import Pending
from kiosk.sync.answers import Acknowledged, Refused, SendResult, TryLater
from kiosk.sync.judge import JSON, PROBLEM, Answer, cause_of, is_misdated, is_platform, judge, revocation, slug_of
from kiosk.wire import Revoked, as_builtins
from tests.helpers.messages import NOW, envelope, id_of

CASE = id_of(1)
DIGEST = envelope(CASE).digest
MESSAGE = Pending(CASE, CASE, "case", b"{}", DIGEST, 0)
PAGE = Pending(id_of(2), CASE, "blob", b"page", "ab" * 32, 0)
HTML = "text/html; charset=utf-8"
PORTAL = b"<!DOCTYPE html><html>Please accept the terms of this network.</html>"


def echo(**changes: Any) -> bytes:
    told = {"message_id": CASE, "case_id": CASE, "digest": DIGEST, "received_at": "2026-11-23T01:41:00Z"}
    return json.dumps({**told, "number": "HSL3-261123-0001", **changes}).encode()


def problem(status: int, title: str = "No.", **more: Any) -> bytes:
    return json.dumps({"type": "urn:bianmin:problem:no-such", "title": title, "status": status, **more}).encode()


def judged(answer: Answer, message: Pending = MESSAGE) -> SendResult:
    return judge(message, answer, NOW)


@pytest.mark.parametrize("status", [200, 201])
@pytest.mark.parametrize("content_type", ["application/json", "Application/JSON; charset=utf-8"])
def test_the_platforms_echo_of_id_case_and_digest_is_an_acknowledgement(status: int, content_type: str) -> None:
    result = judged(Answer(status, content_type, echo()))
    assert isinstance(result, Acknowledged)
    assert result.acknowledgement is not None
    assert result.acknowledgement.number == "HSL3-261123-0001"


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (Answer(200, HTML, PORTAL), "not_the_platform"),  # a captive portal
        (Answer(200, HTML, echo()), "not_the_platform"),  # the right words under a wrong label
        (Answer(200, "", echo()), "not_the_platform"),
        (Answer(200, JSON, PORTAL), "not_the_platform"),
        (Answer(201, JSON, echo()[:-20]), "not_the_platform"),  # cut off
        (Answer(201, JSON, b""), "not_the_platform"),
        (Answer(200, JSON, b"{}"), "not_the_platform"),
        (Answer(200, JSON, echo(extra=1)), "not_the_platform"),
        (Answer(200, JSON, b"\xff\xfe"), "not_the_platform"),
        (Answer(202, JSON, echo()), "not_the_platform"),
        (Answer(204, "", b""), "not_the_platform"),
        (Answer(302, HTML, b""), "not_the_platform"),
        (Answer(307, JSON, echo()), "not_the_platform"),
        (Answer(200, JSON, echo(message_id=id_of(9))), "not_our_message"),
        (Answer(200, JSON, echo(case_id=id_of(9))), "not_our_message"),
        (Answer(200, JSON, echo(digest="0" * 64)), "not_our_message"),
        (Answer(404, HTML, PORTAL), "not_the_platform"),  # somebody else's "not found" condemns nothing
        (Answer(422, JSON, problem(422)), "not_the_platform"),
        (Answer(413, HTML, b"too large, says a proxy"), "not_the_platform"),
        (Answer(502, HTML, b"bad gateway"), "status_502"),
        (Answer(511, HTML, PORTAL), "status_511"),  # network authentication required (RFC 6585)
        (Answer(403, HTML, b"a firewall"), "not_allowed"),
    ],
)
def test_everything_that_only_looks_like_an_answer_keeps_the_message(answer: Answer, cause: str) -> None:
    assert judged(answer) == TryLater(cause)


@pytest.mark.parametrize("status", [400, 404, 405, 410, 413, 415, 422])
def test_what_the_platform_itself_refuses_for_good_is_a_dead_letter(status: int) -> None:
    assert judged(Answer(status, PROBLEM, problem(status, "No."))) == Refused(f"{status} no-such")


@pytest.mark.parametrize("slug", ["x" * 9000, "a b", "É", ""])
def test_a_word_for_what_is_wrong_that_is_none_of_the_platforms_is_not_kept(slug: str) -> None:
    assert judged(Answer(422, PROBLEM, problem(422, type=f"urn:bianmin:problem:{slug}"))) == Refused("422")


@pytest.mark.parametrize("status", [401, 403])
def test_a_machine_that_is_not_allowed_keeps_its_cases(status: int) -> None:
    assert judged(Answer(status, PROBLEM, problem(status))) == TryLater("not_allowed", reached_platform=True)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 507])
def test_what_may_pass_is_tried_again(status: int) -> None:
    assert judged(Answer(status, PROBLEM, problem(status))) == TryLater(f"status_{status}", reached_platform=True)


def test_a_conflict_concerns_this_message_alone() -> None:
    answer = Answer(409, PROBLEM, problem(409), retry_after="1")
    assert judged(answer) == TryLater("409 no-such", 1.0, reached_platform=True, only_this=True)


@pytest.mark.parametrize(("status", "cause"), [(500, "status_500"), (429, "status_429"), (418, "not_the_platform")])
def test_a_gateways_own_answer_may_ask_to_wait_too(status: int, cause: str) -> None:
    assert judged(Answer(status, HTML, b"<html>", retry_after="7")) == TryLater(cause, 7.0)


def test_a_machine_that_is_not_allowed_may_be_asked_to_wait() -> None:
    answer = Answer(403, PROBLEM, problem(403), retry_after="7")
    assert judged(answer) == TryLater("not_allowed", 7.0, reached_platform=True)


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (Answer(404, PROBLEM, problem(404)), "status_404"),
        (Answer(404, HTML, b"<html>"), "not_the_platform"),
        (Answer(401, PROBLEM, problem(401)), "not_allowed"),
    ],
)
def test_what_brought_nothing_has_a_cause(answer: Answer, cause: str) -> None:
    assert cause_of(answer) == cause


def test_missing_pages_are_named() -> None:
    answer = Answer(409, PROBLEM, problem(409, blobs=["ab" * 32]))
    assert judged(answer) == TryLater("409 no-such", None, ("ab" * 32,), reached_platform=True, only_this=True)


@pytest.mark.parametrize(("header", "seconds_s"), [("7", 7.0), ("Mon, 23 Nov 2026 01:41:30 GMT", 30.0), ("?", None)])
def test_retry_after_is_handed_on(header: str, seconds_s: float | None) -> None:
    result = judged(Answer(503, PROBLEM, problem(503), retry_after=header))
    assert isinstance(result, TryLater)
    assert result.retry_after_s == seconds_s


@pytest.mark.parametrize(
    ("date", "seconds_s"),
    [
        ("Sat, 21 Nov 2015 08:00:00 GMT", 20.0),  # our clock is eleven years ahead of the platform's
        ("", 0.0),  # no Date: by our clock it is long past
        ("Sat, 21 Nov 2015 08:00:00", 0.0),  # without a zone
        ("yesterday", 0.0),
    ],
)
def test_a_retry_after_date_is_measured_from_the_answers_own_date(date: str, seconds_s: float) -> None:
    headers = {"Content-Type": PROBLEM, "Retry-After": "Sat, 21 Nov 2015 08:00:20 GMT", "Date": date}
    assert judged(Answer.of(503, headers, problem(503))) == TryLater("status_503", seconds_s, reached_platform=True)


def test_a_page_is_acknowledged_by_its_own_digest_only() -> None:
    stored = json.dumps({"sha256": PAGE.digest}).encode()
    assert judged(Answer(201, JSON, stored), PAGE) == Acknowledged(None)
    other = json.dumps({"sha256": "0" * 64}).encode()
    assert judged(Answer(201, JSON, other), PAGE) == TryLater("not_the_platform")
    assert judged(Answer(200, HTML, PORTAL), PAGE) == TryLater("not_the_platform")


def test_an_answer_is_what_its_headers_say() -> None:
    headers = {"Content-Type": JSON, "Retry-After": "7", "ETag": '"3"', "Upload-Offset": "17"}
    date = {"Date": "Mon, 23 Nov 2026 01:41:00 GMT"}
    assert Answer.of(204, {**headers, **date}, b"x") == Answer(204, JSON, b"x", "7", '"3"', NOW, 17)
    assert Answer.of(500, {}, b"") == Answer(500, "", b"", None, "", None, None)


@pytest.mark.parametrize(
    ("header", "offset"), [("0", 0), ("9" * 15, 10**15 - 1), ("9" * 16, None), ("-1", None), ("١", None), ("", None)]
)
def test_how_much_of_a_page_is_there_is_a_number_or_unknown(header: str, offset: int | None) -> None:
    assert Answer.of(204, {"Upload-Offset": header}, b"").upload_offset == offset


@pytest.mark.parametrize(
    ("header", "etag"), [('"3"', '"3"'), ("e" * 200, "e" * 200), ("e" * 201, ""), ('"é"', ""), ('"\t"', ""), ("", "")]
)
def test_an_etag_is_kept_only_where_it_can_be_sent_back(header: str, etag: str) -> None:
    assert Answer.of(200, {"ETag": header}, b"").etag == etag


def test_an_echo_with_a_moment_that_no_clock_shows_is_not_the_platforms() -> None:
    assert judged(Answer(200, JSON, echo(received_at="0001-01-01T00:00:00Z"))) == TryLater("not_the_platform")


def test_a_problem_is_known_by_the_end_of_its_type() -> None:
    told = json.dumps({"type": "urn:bianmin:problem:not-signed-now", "status": 401}).encode()
    assert slug_of(Answer(401, PROBLEM, told)) == "not-signed-now"
    assert slug_of(Answer(401, HTML, told)) == ""
    assert is_misdated(Answer(401, PROBLEM, told))
    assert not is_misdated(Answer(403, PROBLEM, told))
    assert not is_misdated(Answer(401, PROBLEM, problem(401)))


def test_a_word_of_revocation_is_found_only_in_a_403_of_the_platform() -> None:
    word = Revoked(terminal_id="hsl-3", key_id="0" * 16, at=NOW, signature="A" * 86)
    told = json.dumps({"type": "urn:x", "revoked": as_builtins(word)}).encode()
    assert revocation(Answer(403, PROBLEM, told)) == word
    for other in (Answer(404, PROBLEM, told), Answer(403, HTML, told), Answer(403, PROBLEM, problem(403))):
        assert revocation(other) is None


@given(
    st.integers(100, 599),
    st.sampled_from([JSON, PROBLEM, HTML, ""]),
    st.binary(max_size=200) | st.just(PORTAL),
    st.none() | st.text(max_size=20),
)
def test_nothing_a_network_can_say_is_an_acknowledgement_unless_it_echoes(
    status: int, content_type: str, body: bytes, retry_after: str | None
) -> None:
    assert not isinstance(judged(Answer(status, content_type, body, retry_after)), Acknowledged)


HEALTHY = b'{"status": "ok", "api": "v1", "now": "2026-11-23T01:41:00Z"}'


@pytest.mark.parametrize(
    ("answer", "is_ours"),
    [
        (Answer(200, JSON, HEALTHY), True),
        (Answer(200, JSON, HEALTHY[:-4]), False),
        (Answer(200, JSON, b"{}"), False),
        (Answer(200, HTML, HEALTHY), False),
        (Answer(200, HTML, PORTAL), False),
        (Answer(503, PROBLEM, problem(503)), False),
    ],
)
def test_a_probe_finds_the_platform_only_in_its_own_whole_answer(answer: Answer, is_ours: bool) -> None:
    assert is_platform(answer) is is_ours


def test_who_is_not_known_is_told_from_who_may_not() -> None:
    stranger = problem(401, type="urn:x:not-signed")
    assert cause_of(Answer(401, PROBLEM, stranger)) == "not-signed"
    assert cause_of(Answer(401, PROBLEM, problem(401))) == "not_allowed"
