"""The edge: who may call, what a request must be, how every error looks, what is documented."""

from typing import Any

import httpx
import openapi_spec_validator
import pytest

from kiosk.wire import MAX_BLOB_BYTES, encode
from tests.helpers.in_process_platform import STAFF_TOKEN, InProcessPlatform
from tests.helpers.platform_cases import PAGE, PAGE_SHA256, case_envelope
from tests.unit.platform.conftest import Terminal, problem, slug

pytestmark = pytest.mark.anyio
TERMINAL_CALLS = [
    ("POST", "/v1/envelopes"),
    ("PUT", f"/v1/blobs/{'0' * 64}"),
    ("PATCH", f"/v1/blobs/{'0' * 64}"),
    ("HEAD", f"/v1/blobs/{'0' * 64}"),
    ("POST", "/v1/progress"),
    ("GET", "/v1/feed?division_code=130102"),
    ("POST", "/v1/leases"),
    ("POST", "/v1/heartbeats"),
    ("PUT", "/v1/access"),
    ("PUT", "/v1/terminal-key"),
    ("GET", "/v1/bundles"),
    ("GET", "/v1/bundles/3"),
    ("PUT", f"/v1/help-calls/{'0' * 32}"),
    ("DELETE", f"/v1/help-calls/{'0' * 32}"),
]
STAFF_CALLS = [
    ("GET", "/v1/cases"),
    ("GET", "/v1/desks/qinghe/inbox"),
    ("GET", f"/v1/cases/{'0' * 32}"),
    ("POST", f"/v1/cases/{'0' * 32}/actions"),
    ("GET", f"/v1/cases/{'0' * 32}/pages/{'0' * 64}"),
    ("GET", f"/v1/blobs/{'0' * 64}"),
    ("POST", "/v1/feed"),
    ("DELETE", "/v1/feed/water"),
    ("POST", "/v1/terminals"),
    ("POST", "/v1/terminals/hsl-3/confirmation"),
    ("POST", "/v1/terminals/hsl-3/revocation"),
    ("POST", "/v1/terminals/hsl-3/exported-messages"),
    ("GET", "/v1/terminals"),
    ("GET", "/v1/terminals/hsl-3/commands"),
    ("PUT", f"/v1/terminals/hsl-3/commands/{'0' * 32}"),
    ("GET", "/v1/exports/cases"),
    ("GET", "/v1/help-calls"),
    ("POST", f"/v1/help-calls/{'0' * 32}/answer"),
]
OPEN_CALLS = [
    ("GET", "/v1/health"),
    ("GET", "/v1/keys"),
    ("POST", "/v1/enrolments"),
    ("GET", "/v1/slip-keys"),
    ("GET", "/v1/slips"),
    ("GET", "/r/0"),
]


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer wrong", f"Basic {STAFF_TOKEN}", "Bearer \xff"])
async def test_staff_needs_the_token(platform: InProcessPlatform, header: str) -> None:
    headers = {b"Authorization": header.encode("latin-1")}
    async with platform.http() as http:
        for method, path in STAFF_CALLS:
            answer = await http.request(method, path, headers=headers)
            assert (answer.status_code, slug(answer)) == (401, "not-signed-in"), path
            assert answer.headers["WWW-Authenticate"] == "Bearer"


async def test_the_staff_token_opens_no_terminals_door_and_no_signature_a_clerks(
    platform: InProcessPlatform, terminal: Terminal
) -> None:
    for method, path in TERMINAL_CALLS:
        answer = await platform.staff.http.request(method, path)
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Signature"), path
        assert method == "HEAD" or slug(answer) == "not-signed"
    for method, path in STAFF_CALLS:
        answer = await terminal.http.request(method, path)
        assert (answer.status_code, slug(answer)) == (401, "not-signed-in"), path


async def test_health_is_open(platform: InProcessPlatform) -> None:
    async with platform.http() as http:
        answer = await http.get("/v1/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path", "right"),
    [
        ("POST", "/v1/envelopes", "application/json"),
        ("POST", "/v1/progress", "application/json"),
        ("PUT", f"/v1/blobs/{'0' * 64}", "application/octet-stream"),
        ("PATCH", f"/v1/blobs/{'0' * 64}", "application/offset+octet-stream"),
        ("POST", "/v1/leases", "application/json"),
        ("POST", "/v1/enrolments", "application/json"),
    ],
)
async def test_another_content_type_is_refused(terminal: Terminal, method: str, path: str, right: str) -> None:
    for content_type in ("", "text/plain", "application/x-www-form-urlencoded", "*/*", f"{right}x"):
        headers = {"Content-Type": content_type}
        answer = await terminal.http.request(method, path, content=b"{}", headers=headers)
        assert (answer.status_code, slug(answer)) == (415, "unsupported-media-type"), content_type
        assert right in problem(answer).title


async def test_what_cannot_be_read_is_a_400(terminal: Terminal) -> None:
    headers = {"Content-Type": "application/json", "Idempotency-Key": "0" * 32}
    nested = b'{"case_id": ' + b"[" * 2000
    for content in (b"", b"{", b"[]", b"null", b'{"case_id": NaN}', b"\xff\xfe", b'{"a":1}', nested):
        for path in ("/v1/envelopes", "/v1/progress"):
            answer = await terminal.http.post(path, content=content, headers=headers)
            assert (answer.status_code, slug(answer)) == (400, "invalid-request"), content[:20]


async def test_an_idempotency_key_is_needed(terminal: Terminal) -> None:
    sound = encode(case_envelope())
    for key in (None, "", "x", "0" * 31, "0" * 33, "G" * 32, "A" * 32):
        headers = {"Content-Type": "application/json"} | ({} if key is None else {"Idempotency-Key": key})
        answer = await terminal.http.post("/v1/envelopes", content=sound, headers=headers)
        assert (answer.status_code, slug(answer)) == (400, "invalid-request"), key


async def test_unknown_paths_and_methods_are_problems_too(terminal: Terminal) -> None:
    assert slug(await terminal.http.get("/")) == "not-found"
    assert slug(await terminal.http.get("/schema")) == "not-found"
    assert slug(await terminal.http.get("/openapi")) == "not-found"
    refused = await terminal.http.post("/v1/health")
    assert (slug(refused), "GET" in refused.headers["Allow"]) == ("method-not-allowed", True)
    assert slug(await terminal.http.get("/v1/feed")) == "invalid-request"


async def test_a_blob_is_kept_once_under_its_digest(platform: InProcessPlatform, terminal: Terminal) -> None:
    first, again = await terminal.put_page(), await terminal.put_page()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == {"sha256": PAGE_SHA256}
    wrong = await terminal.put_page(PAGE + b"x")
    assert (wrong.status_code, slug(wrong)) == (422, "digest-mismatch")
    assert (await terminal.put_page(sha256="zz")).status_code == 400
    assert (await platform.staff.http.get(f"/v1/blobs/{PAGE_SHA256}")).content == PAGE


async def test_a_blob_has_at_most_eight_mebibytes(terminal: Terminal) -> None:
    answer = await terminal.put_page(bytes(MAX_BLOB_BYTES + 1))
    assert (answer.status_code, slug(answer)) == (413, "too-large")


async def test_a_crash_is_a_problem_without_a_word_of_its_cause(
    platform: InProcessPlatform, terminal: Terminal
) -> None:
    await platform.sql("drop table blobs")
    answer = await terminal.put_page()
    assert (answer.status_code, slug(answer)) == (500, "internal-error")
    assert "blobs" not in answer.text


async def described(platform: InProcessPlatform) -> dict[str, Any]:
    async with platform.http() as http:
        described: dict[str, Any] = (await http.get("/openapi.json")).raise_for_status().json()
    return described


async def test_the_api_is_described_in_valid_openapi_3_1(platform: InProcessPlatform) -> None:
    description = await described(platform)
    assert description["openapi"].startswith("3.1.")
    openapi_spec_validator.validate(description)


async def test_every_operation_documents_its_problems(platform: InProcessPlatform) -> None:
    paths = (await described(platform))["paths"]
    operations = [(path, method, spec) for path, item in paths.items() for method, spec in item.items()]
    assert len(operations) == len(TERMINAL_CALLS + STAFF_CALLS + OPEN_CALLS)
    for path, _, spec in operations:
        (tag,) = spec["tags"]
        assert spec.get("security") == {"terminal": [{"signature": []}], "staff": [{"bearer": []}], "open": None}[tag]
        if path == "/v1/health":
            continue
        for status, response in spec["responses"].items():
            if int(status) >= 400:
                is_page = path.startswith("/r/") and status in ("404", "429")
                assert list(response["content"]) == ["text/html" if is_page else "application/problem+json"]
        assert {"400", "401", "403", "500"} <= set(spec["responses"])
    envelopes = paths["/v1/envelopes"]["post"]["responses"]
    assert {"200", "201", "409", "413", "415", "422"} <= set(envelopes)
    actions = paths["/v1/cases/{case_id}/actions"]["post"]["responses"]
    assert {"200", "404", "409", "412", "415", "422", "428"} <= set(actions)


async def test_every_answer_says_that_it_may_not_be_kept(terminal: Terminal) -> None:
    answers: list[httpx.Response] = [
        await terminal.put_page(),
        await terminal.http.get("/v1/feed", params={"division_code": "130102"}),
        await terminal.http.get("/v1/cases"),
        await terminal.http.get("/nowhere"),
    ]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
