"""How a terminal becomes one of ours: a code for one key, a fingerprint that people compare, a word that ends it."""

from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from kiosk.platform.enrolment import ALPHABET, TRIES_COUNT
from kiosk.wire import Enrolled, KeyChange, Signer, decode, encode, fingerprint, from_text, is_signed, to_text
from tests.helpers.enrolled import JSON, code_for, confirmed, enrolment_request, handed_in, new_signer
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import DIVISION_CODE, InProcessPlatform
from tests.helpers.p256 import P256Signer
from tests.unit.platform.conftest import slug

pytestmark = pytest.mark.anyio
DAY_S = 86400.0


@pytest.fixture
def staff(platform: InProcessPlatform) -> httpx.AsyncClient:
    return platform.staff.http


async def code_of(staff: httpx.AsyncClient, terminal_id: str = "hsl-3", prefix: str = "HSL3") -> str:
    return await code_for(staff, terminal_id, DIVISION_CODE, prefix)


async def the_terminal(staff: httpx.AsyncClient, terminal_id: str = "hsl-3") -> dict[str, Any]:
    found = (await staff.get("/v1/terminals")).raise_for_status().json()["terminals"]
    view: dict[str, Any] = next(each for each in found if each["terminal_id"] == terminal_id)
    return view


async def may_file(platform: InProcessPlatform, signer: Signer) -> str:
    """What a terminal is told that asks for numbers; empty if it gets them."""
    async with platform.http(signer) as http:
        answer = await http.post("/v1/leases", content=b'{"after":0}', headers=JSON)
    return "" if answer.status_code == 200 else slug(answer)


async def test_from_the_code_to_the_first_number(platform: InProcessPlatform, staff: httpx.AsyncClient) -> None:
    signer = new_signer()
    code = await code_of(staff)
    assert len(code) == 8
    assert set(code) <= set(ALPHABET)
    assert (await the_terminal(staff))["state"] == "awaiting_enrolment"
    async with platform.http() as anybody:
        enrolled = decode((await handed_in(anybody, "hsl-3", code, signer)).content, Enrolled)
    assert (enrolled.terminal_id, enrolled.division_code) == ("hsl-3", DIVISION_CODE)
    assert (enrolled.lease.prefix, enrolled.lease.first, enrolled.lease.last) == ("HSL3", 1, 500)
    signature = from_text(enrolled.keys.signature)
    assert is_signed(from_text(enrolled.platform_key), enrolled.keys.signed_bytes(), signature)
    assert (await the_terminal(staff))["state"] == "awaiting_confirmation"
    assert await may_file(platform, signer) == "not-confirmed"
    view = (await confirmed(staff, "hsl-3", signer)).json()
    assert (view["state"], view["created_by"], view["confirmed_by"]) == ("active", "陈静", "陈静")
    assert await may_file(platform, signer) == ""


@pytest.mark.sqlite_file
async def test_the_code_is_shown_once_and_kept_as_a_digest(
    platform: InProcessPlatform, staff: httpx.AsyncClient
) -> None:
    code = await code_of(staff)
    assert code not in (await staff.get("/v1/terminals")).text
    assert code.encode() not in platform.settings.database.read_bytes()
    wal = platform.settings.database.with_name("platform.db-wal")
    assert not wal.exists() or code.encode() not in wal.read_bytes()


async def test_a_lost_answer_strands_nobody(platform: InProcessPlatform, staff: httpx.AsyncClient) -> None:
    signer, code = new_signer(), await code_of(staff)
    answers = [await handed_in(staff, "hsl-3", code, signer) for _ in range(TRIES_COUNT + 2)]
    await confirmed(staff, "hsl-3", signer)
    answers.append(await handed_in(staff, "hsl-3", code, signer))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert await may_file(platform, signer) == ""


async def test_a_code_is_good_for_one_key(staff: httpx.AsyncClient) -> None:
    code = await code_of(staff)
    assert (await handed_in(staff, "hsl-3", code, new_signer())).status_code == 200
    other = await handed_in(staff, "hsl-3", code, new_signer())
    assert (other.status_code, slug(other)) == (403, "code-over")


async def test_a_code_is_good_for_a_quarter_of_an_hour(staff: httpx.AsyncClient, clock: FakeClock) -> None:
    first, second = await code_of(staff), await code_of(staff, "hsl-4", "HSL4")
    await clock.advance(15 * 60 - 1)
    signer = new_signer()
    assert (await handed_in(staff, "hsl-3", first, signer)).status_code == 200
    await clock.advance(1)
    late = await handed_in(staff, "hsl-4", second, new_signer())
    assert (late.status_code, slug(late)) == (403, "code-over")
    assert (await handed_in(staff, "hsl-3", first, signer)).status_code == 200


async def test_five_wrong_tries_end_a_code(staff: httpx.AsyncClient) -> None:
    code = await code_of(staff)
    wrong = code[::-1] if code != code[::-1] else "00000000"
    for _ in range(TRIES_COUNT):
        assert slug(await handed_in(staff, "hsl-3", wrong, new_signer())) == "code-wrong"
    assert slug(await handed_in(staff, "hsl-3", code, new_signer())) == "code-over"
    again = await code_of(staff)
    assert (await handed_in(staff, "hsl-3", again, new_signer())).status_code == 200


async def test_a_try_is_counted_on_disk_before_it_is_judged(
    platform: InProcessPlatform, staff: httpx.AsyncClient
) -> None:
    code = await code_of(staff)
    await platform.tear("terminal_keys")  # whatever comes after the count
    for _ in range(TRIES_COUNT):
        assert (await handed_in(staff, "hsl-3", code, new_signer())).status_code == 500
    assert slug(await handed_in(staff, "hsl-3", code, new_signer())) == "code-over"


async def test_a_code_on_the_wire_is_no_use_to_another_key(staff: httpx.AsyncClient) -> None:
    code, signer, thief = await code_of(staff), new_signer(), new_signer()
    seen = enrolment_request("hsl-3", code, signer)
    stolen = {"terminal_id": "hsl-3", "code": code, "public_key": to_text(thief.public_key), "proof": seen.proof}
    answer = await staff.post("/v1/enrolments", json=stolen)
    assert (answer.status_code, slug(answer)) == (422, "proof-wrong")
    assert (await handed_in(staff, "hsl-3", code, signer)).status_code == 200


async def test_a_code_belongs_to_its_terminal(staff: httpx.AsyncClient) -> None:
    code = await code_of(staff)
    await code_of(staff, "hsl-4", "HSL4")
    for terminal_id in ("hsl-4", "no-such"):
        assert slug(await handed_in(staff, terminal_id, code, new_signer())) == "code-wrong"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=12))
async def test_no_text_but_the_code_enrols(platform: InProcessPlatform, text: str) -> None:
    signer = new_signer()
    body = {"terminal_id": "hsl-3", "code": text, "public_key": to_text(signer.public_key), "proof": "A" * 86}
    answer = await platform.staff.http.post("/v1/enrolments", json=body)
    assert answer.status_code in (400, 403)


@pytest.mark.parametrize(
    ("changes", "status", "slug_told"),
    [
        ({"division_code": "140100"}, 422, "wrong-area"),
        ({"terminal_id": "hsl-4"}, 409, "prefix-taken"),
        ({"number_prefix": "HSL4"}, 409, "terminal-elsewhere"),
        ({"terminal_id": "HSL 3"}, 400, "invalid-request"),
        ({"number_prefix": "hsl3"}, 400, "invalid-request"),
        ({"place": ""}, 400, "invalid-request"),
    ],
)
async def test_a_place_that_cannot_be_is_refused(
    staff: httpx.AsyncClient, changes: dict[str, str], status: int, slug_told: str
) -> None:
    await code_of(staff)
    draft = {"terminal_id": "hsl-3", "division_code": DIVISION_CODE, "number_prefix": "HSL3", "place": "社区"}
    answer = await staff.post("/v1/terminals", json={**draft, **changes})
    assert (answer.status_code, slug(answer)) == (status, slug_told)


async def test_only_the_right_fingerprint_confirms(staff: httpx.AsyncClient) -> None:
    nothing = await confirmed(staff, "hsl-3", new_signer())
    assert (nothing.status_code, slug(nothing)) == (404, "not-found")
    code, signer = await code_of(staff), new_signer()
    assert slug(await confirmed(staff, "hsl-3", signer)) == "nothing-to-confirm"
    await handed_in(staff, "hsl-3", code, signer)
    wrong = await confirmed(staff, "hsl-3", new_signer())
    assert (wrong.status_code, slug(wrong)) == (409, "fingerprint-differs")
    typed = {"fingerprint": fingerprint(signer.public_key).replace(" ", "")}
    right = await staff.post("/v1/terminals/hsl-3/confirmation", json=typed)
    assert (right.status_code, right.json()["state"]) == (200, "active")
    assert (await confirmed(staff, "hsl-3", signer)).status_code == 200
    assert (await staff.post("/v1/terminals/hsl-3/confirmation", json={"fingerprint": "1234"})).status_code == 400


async def test_a_machine_set_up_anew_takes_the_place_over_when_it_is_confirmed(
    platform: InProcessPlatform, staff: httpx.AsyncClient, clock: FakeClock
) -> None:
    old = await platform.enrol()
    new, code = new_signer(), await code_of(staff)
    enrolled = decode((await handed_in(staff, "hsl-3", code, new)).content, Enrolled)
    assert (enrolled.lease.first, enrolled.lease.last) == (501, 1000)
    assert await may_file(platform, old.signer) == ""
    await confirmed(staff, "hsl-3", new)
    assert await may_file(platform, new) == ""
    assert await may_file(platform, old.signer) == "not-signed"


async def test_the_same_machine_may_come_with_another_code(
    platform: InProcessPlatform, staff: httpx.AsyncClient
) -> None:
    machine = await platform.enrol()
    answer = await handed_in(staff, "hsl-3", await code_of(staff), machine.signer)
    assert answer.status_code == 200
    assert await may_file(platform, machine.signer) == "not-confirmed"
    await confirmed(staff, "hsl-3", machine.signer)
    assert await may_file(platform, machine.signer) == ""


async def test_a_key_belongs_to_one_terminal(platform: InProcessPlatform, staff: httpx.AsyncClient) -> None:
    machine = await platform.enrol()
    answer = await handed_in(staff, "hsl-4", await code_of(staff, "hsl-4", "HSL4"), machine.signer)
    assert (answer.status_code, slug(answer)) == (409, "key-in-use")


async def test_revoked_is_revoked_and_a_new_machine_may_follow(
    platform: InProcessPlatform, staff: httpx.AsyncClient
) -> None:
    stolen = await platform.enrol()
    for _ in range(2):
        view = (await staff.post("/v1/terminals/hsl-3/revocation")).raise_for_status().json()
        assert (view["state"], view["revoked_by"]) == ("revoked", "陈静")
    assert await may_file(platform, stolen.signer) == "revoked"
    code = await code_of(staff)
    assert slug(await handed_in(staff, "hsl-3", code, stolen.signer)) == "key-in-use"
    new = await platform.enrol()
    assert await may_file(platform, new.signer) == ""
    assert await may_file(platform, stolen.signer) == "revoked"
    assert (await staff.post("/v1/terminals/no-such/revocation")).status_code == 404


async def test_a_revoked_terminals_code_is_void(staff: httpx.AsyncClient) -> None:
    code = await code_of(staff)
    await staff.post("/v1/terminals/hsl-3/revocation")
    assert slug(await handed_in(staff, "hsl-3", code, new_signer())) == "code-over"


async def changed(platform: InProcessPlatform, present: Signer, following: Signer) -> httpx.Response:
    proof = to_text(following.sign(following.public_key))
    content = encode(KeyChange(public_key=to_text(following.public_key), proof=proof))
    async with platform.http(present) as http:
        return await http.put("/v1/terminal-key", content=content, headers=JSON)


async def test_after_a_change_both_keys_hold_for_a_week(platform: InProcessPlatform, clock: FakeClock) -> None:
    present, following = (await platform.enrol()).signer, new_signer()
    for signer in (present, present, following):
        assert (await changed(platform, signer, following)).status_code == 204
        await clock.advance(60)
    await clock.advance(7 * DAY_S - 181)
    assert [await may_file(platform, key) for key in (present, following)] == ["", ""]
    await clock.advance(1)
    assert [await may_file(platform, key) for key in (present, following)] == ["not-signed", ""]


async def test_a_machine_with_a_chip_enrols_files_and_changes_its_key(
    platform: InProcessPlatform, staff: httpx.AsyncClient
) -> None:
    present, following = P256Signer(), P256Signer()
    code = await code_of(staff)
    (await handed_in(staff, "hsl-3", code, present)).raise_for_status()
    (await confirmed(staff, "hsl-3", present)).raise_for_status()
    assert await may_file(platform, present) == ""
    assert (await changed(platform, present, following)).status_code == 204
    assert (await changed(platform, following, new_signer())).status_code == 204


@pytest.mark.parametrize(
    "spoilt", [{"proof": "A" * 85 + "B"}, {"public_key": "A" * 42 + "B"}, {"public_key": "A" * 43 + "\n"}]
)
async def test_a_key_that_is_no_base64url_is_refused_and_is_no_crash(
    spoilt: dict[str, str], platform: InProcessPlatform, staff: httpx.AsyncClient
) -> None:
    code = await code_of(staff)
    body = {"terminal_id": "hsl-3", "code": code, "public_key": "A" * 43, "proof": "A" * 86} | spoilt
    async with platform.http() as anybody:
        answer = await anybody.post("/v1/enrolments", json=body)
    assert (answer.status_code, slug(answer)) == (400, "invalid-request")


async def test_a_chips_key_whose_proof_is_anothers_is_not_taken(staff: httpx.AsyncClient) -> None:
    chip, other = P256Signer(), P256Signer()
    request = enrolment_request("hsl-3", await code_of(staff), other)
    content = encode(structs.replace(request, public_key=to_text(chip.public_key)))
    answer = await staff.post("/v1/enrolments", content=content, headers=JSON)
    assert (answer.status_code, slug(answer)) == (422, "proof-wrong")


async def test_who_copied_last_weeks_key_cannot_bring_in_another(platform: InProcessPlatform) -> None:
    present, following = (await platform.enrol()).signer, new_signer()
    await changed(platform, present, following)
    answer = await changed(platform, present, new_signer())
    assert (answer.status_code, slug(answer)) == (409, "key-followed")
    assert (await changed(platform, following, new_signer())).status_code == 204


async def test_the_next_key_must_sign_for_itself_and_be_nobodys(platform: InProcessPlatform) -> None:
    present, other = (await platform.enrol()).signer, (await platform.enrol("hsl-4", "HSL4")).signer
    async with platform.http(present) as http:
        unproven = encode(KeyChange(public_key=to_text(new_signer().public_key), proof="A" * 86))
        answer = await http.put("/v1/terminal-key", content=unproven, headers=JSON)
    assert (answer.status_code, slug(answer)) == (422, "proof-wrong")
    assert slug(await changed(platform, present, other)) == "key-in-use"
