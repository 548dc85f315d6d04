"""Who a request is from is decided by its signature, over exactly what arrived."""

from datetime import timedelta
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.core.ids import new_id
from kiosk.wire import Revoked, SoftwareSigner, encode, from_text, is_signed, signature_headers, thumbprint
from tests.helpers.enrolled import EnrolledTerminal, code_for, confirmed, handed_in, new_signer
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import DIVISION_CODE, InProcessPlatform
from tests.helpers.platform_cases import FILED_AT, PAGE, PAGE_SHA256, case_envelope, progress_query
from tests.unit.platform.conftest import slug

pytestmark = pytest.mark.anyio
JSON = {"Content-Type": "application/json"}


@pytest.fixture
async def machine(platform: InProcessPlatform) -> EnrolledTerminal:
    return await platform.enrol()


class Wire:
    """Sends what was signed, or something else."""

    def __init__(self, platform: InProcessPlatform, signer: SoftwareSigner, http: httpx.AsyncClient) -> None:
        self._platform, self._signer, self._http = platform, signer, http

    def signed(self, method: str, path: str, content: bytes, headers: dict[str, str]) -> dict[str, str]:
        now = self._platform.clock.now()
        return {**headers, **signature_headers(self._signer, method, path, headers, content, now)}

    async def send(self, method: str, path: str, content: bytes, headers: Any) -> httpx.Response:
        return await self._http.request(method, path, content=content, headers=headers)


@pytest.fixture
async def wire(platform: InProcessPlatform, machine: EnrolledTerminal) -> Any:
    async with platform.http() as http:
        yield Wire(platform, machine.signer, http)


def a_case() -> tuple[bytes, dict[str, str]]:
    envelope = case_envelope()
    return encode(envelope), {**JSON, "Idempotency-Key": envelope.case_id}


async def test_what_was_signed_is_taken(wire: Wire) -> None:
    content, headers = a_case()
    answer = await wire.send("POST", "/v1/envelopes", content, wire.signed("POST", "/v1/envelopes", content, headers))
    assert answer.status_code == 201


async def test_nothing_that_was_signed_can_be_changed(wire: Wire) -> None:
    content, headers = a_case()
    good = wire.signed("POST", "/v1/envelopes", content, headers)
    other_key = {**good, "Idempotency-Key": new_id(FILED_AT)}
    changed: list[tuple[str, bytes, Any]] = [
        ("/v1/envelopes", content + b" ", good),
        ("/v1/envelopes?a=1", content, good),
        ("/v1/envelopes", content, other_key),
        ("/v1/envelopes", content, [*good.items(), ("Idempotency-Key", new_id(FILED_AT))]),
        ("/v1/envelopes", content, {name: value for name, value in good.items() if name != "Content-Digest"}),
        ("/v1/envelopes", content, {**good, "Signature": good["Signature"].replace("terminal=:", "terminal=:AA")}),
        ("/v1/envelopes", content, {name: value for name, value in good.items() if name != "Signature"}),
        ("/v1/leases", content, good),
    ]
    for path, body, sent in changed:
        answer = await wire.send("POST", path, body, sent)
        assert (answer.status_code, slug(answer)) == (401, "not-signed"), (path, sent)
    assert (await wire.send("POST", "/v1/envelopes", content, good)).status_code == 201


async def test_a_key_must_be_signed_along_where_one_is_needed(wire: Wire) -> None:
    content, headers = a_case()
    unsigned_key = {**wire.signed("POST", "/v1/envelopes", content, JSON), **headers}
    answer = await wire.send("POST", "/v1/envelopes", content, unsigned_key)
    assert (answer.status_code, slug(answer)) == (401, "not-signed")


async def test_a_key_nobody_enrolled_opens_nothing(platform: InProcessPlatform) -> None:
    async with platform.http(new_signer()) as http:
        content, headers = a_case()
        answer = await http.post("/v1/envelopes", content=content, headers=headers)
    assert (answer.status_code, slug(answer)) == (401, "not-signed")


async def test_a_wrong_clock_delivers_all_the_same(platform: InProcessPlatform, wire: Wire, clock: FakeClock) -> None:
    content, headers = a_case()
    good = wire.signed("POST", "/v1/envelopes", content, headers)
    bytes_as = {"Content-Type": "application/octet-stream"}
    page = wire.signed("PUT", f"/v1/blobs/{PAGE_SHA256}", PAGE, bytes_as)
    await clock.advance(4 * 365 * 86400)
    assert (await wire.send("POST", "/v1/envelopes", content, good)).status_code == 201
    assert (await wire.send("PUT", f"/v1/blobs/{PAGE_SHA256}", PAGE, page)).status_code == 201


@pytest.mark.parametrize(("late_s", "status"), [(300, 200), (301, 401), (-300, 200), (-301, 401)])
async def test_where_a_replay_does_harm_the_moment_counts_and_the_answer_tells_the_time(
    wire: Wire, clock: FakeClock, late_s: int, status: int
) -> None:
    content = encode(progress_query())
    signed = wire.signed("POST", "/v1/progress", content, JSON)
    clock.set_wall_clock(clock.now() + timedelta(seconds=late_s))
    answer = await wire.send("POST", "/v1/progress", content, signed)
    assert answer.status_code == status
    assert answer.headers["Date"] == clock.now().strftime("%a, %d %b %Y %H:%M:%S GMT")
    if status == 401:
        assert slug(answer) == "not-signed-now"
        again = await wire.send("POST", "/v1/progress", content, wire.signed("POST", "/v1/progress", content, JSON))
        assert again.status_code == 200


async def test_a_wrong_clock_is_no_excuse_for_a_wrong_signature(wire: Wire, clock: FakeClock) -> None:
    signed = wire.signed("POST", "/v1/progress", encode(progress_query()), JSON)
    await clock.advance(3600)
    answer = await wire.send("POST", "/v1/progress", encode(progress_query("李建国")), signed)
    assert (answer.status_code, slug(answer)) == (401, "not-signed")


async def test_what_nobody_has_confirmed_may_not_file(platform: InProcessPlatform) -> None:
    signer = new_signer()
    code = await code_for(platform.staff.http, "hsl-4", DIVISION_CODE, "HSL4")
    await handed_in(platform.staff.http, "hsl-4", code, signer)
    async with platform.http(signer) as http:
        content, headers = a_case()
        answer = await http.post("/v1/envelopes", content=content, headers=headers)
        assert (answer.status_code, slug(answer)) == (403, "not-confirmed")
        await confirmed(platform.staff.http, "hsl-4", signer)
        assert (await http.post("/v1/envelopes", content=content, headers=headers)).status_code == 201


async def test_a_revoked_terminal_gets_the_platforms_signed_word(
    platform: InProcessPlatform, machine: EnrolledTerminal, clock: FakeClock
) -> None:
    (await platform.staff.http.post("/v1/terminals/hsl-3/revocation")).raise_for_status()
    revoked_at = clock.now()
    await clock.advance(60)
    async with platform.http(machine.signer) as http:
        answer = await http.post("/v1/progress", content=encode(progress_query()), headers=JSON)
    assert (answer.status_code, slug(answer)) == (403, "revoked")
    word = msgspec.convert(answer.json()["revoked"], Revoked)
    assert (word.terminal_id, word.key_id, word.at) == ("hsl-3", thumbprint(machine.signer.public_key), revoked_at)
    assert is_signed(from_text(machine.enrolled.platform_key), word.signed_bytes(), from_text(word.signature))


async def test_only_the_revoked_are_told(platform: InProcessPlatform, wire: Wire) -> None:
    (await platform.staff.http.post("/v1/terminals/hsl-3/revocation")).raise_for_status()
    content = encode(progress_query())
    signed = wire.signed("POST", "/v1/progress", content, JSON)
    answer = await wire.send("POST", "/v1/progress", content + b" ", signed)
    assert (answer.status_code, slug(answer)) == (401, "not-signed")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=120))
async def test_no_signature_input_breaks_anything(platform: InProcessPlatform, text: str) -> None:
    async with platform.http() as http:
        headers = {**JSON, "Signature-Input": f'terminal=("@method");keyid="{text}"', "Signature": text}
        answer = await http.post("/v1/leases", content=b"{}", headers=headers)
        assert (answer.status_code, slug(answer)) == (401, "not-signed")
