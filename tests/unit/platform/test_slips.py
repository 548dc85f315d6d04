"""A slip, checked by anybody: what the platform publishes and what it answers agree with `kiosk verify-slip`."""

from datetime import timedelta

import httpx
import pytest

from kiosk.sync.slip_keys import read_keys
from kiosk.wire import (
    KeyChange,
    SlipDoubt,
    SoftwareSigner,
    TrueSlip,
    encode,
    judge_slip,
    new_signing_key,
    slip_code,
    to_text,
)
from tests.helpers.enrolled import JSON, code_for, handed_in, new_signer
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import DIVISION_CODE, InProcessPlatform
from tests.helpers.platform_cases import FILED_AT, case_envelope
from tests.unit.platform.conftest import Terminal

pytestmark = pytest.mark.anyio
NUMBER = "HSL3-260421-00373"


async def test_a_slip_of_a_terminal_of_ours_is_true_for_whoever_asks(platform: InProcessPlatform) -> None:
    signer = (await platform.enrol()).signer
    code = slip_code(NUMBER, FILED_AT, signer)
    async with platform.http(signer) as http:
        published = read_keys((await http.get("/v1/slip-keys")).content)
        answer = (await http.get("/v1/slips", params={"code": code})).json()
    verdict = judge_slip(code, published)
    assert isinstance(verdict, TrueSlip)
    assert verdict.claim.number == NUMBER
    assert (answer["is_true"], answer["number"], answer["copied_at"]) == (True, NUMBER, None)


async def test_a_slip_that_another_kiosk_printed_again_is_a_copy_and_no_forgery(platform: InProcessPlatform) -> None:
    given_at, copied_at = await platform.enrol(), await platform.enrol("qhj-1", "QHJ1")
    code = slip_code(NUMBER, FILED_AT, copied_at.signer)
    before = (await asked(platform, code=code)).json()
    async with platform.http(given_at.signer) as http:
        assert (await Terminal(http).post(case_envelope(number=NUMBER))).status_code == 201
        verdict = judge_slip(code, read_keys((await http.get("/v1/slip-keys")).content))
    assert isinstance(verdict, TrueSlip)
    assert verdict.copied_at == "QHJ1"
    after = (await asked(platform, code=code)).json()
    assert [(each["is_true"], each["copied_at"], each["has_arrived"]) for each in (before, after)] == [
        (True, "QHJ1", False), (True, "QHJ1", True),
    ]  # fmt: skip


async def test_a_slip_of_nobody_or_with_nobodys_number_is_not(platform: InProcessPlatform) -> None:
    signer = (await platform.enrol()).signer
    stranger = slip_code(NUMBER, FILED_AT, SoftwareSigner(new_signing_key()))
    nobodys = slip_code("QHJ1-260421-00373", FILED_AT, signer)
    async with platform.http(signer) as http:
        published = read_keys((await http.get("/v1/slip-keys")).content)
        for code, doubt in ((stranger, SlipDoubt.NOT_SIGNED), (nobodys, SlipDoubt.OTHER_PREFIX)):
            assert judge_slip(code, published) is doubt
            assert (await http.get("/v1/slips", params={"code": code})).json()["is_true"] is False


async def asked(platform: InProcessPlatform, **params: str) -> httpx.Response:
    async with platform.http() as anybody:
        return await anybody.get("/v1/slips", params=params)


async def test_what_nobody_has_confirmed_vouches_for_nothing(platform: InProcessPlatform) -> None:
    offered = new_signer()
    code = await code_for(platform.staff.http, "hsl-5", DIVISION_CODE, "HSL5")
    assert (await handed_in(platform.staff.http, "hsl-5", code, offered)).status_code == 200
    told = (await asked(platform, code=slip_code("HSL5-260421-00373", FILED_AT, offered))).json()
    assert told.pop("is_true") is False
    assert set(told.values()) == {None}


async def test_what_a_revoked_key_signed_later_is_not_true(platform: InProcessPlatform, clock: FakeClock) -> None:
    machine = await platform.enrol()
    await clock.advance(3600)
    (await platform.staff.http.post("/v1/terminals/hsl-3/revocation")).raise_for_status()
    minute, revoked_at = timedelta(minutes=1), clock.now()
    before = (await asked(platform, code=slip_code(NUMBER, revoked_at - minute, machine.signer))).json()
    after = (await asked(platform, code=slip_code(NUMBER, revoked_at + minute, machine.signer))).json()
    assert (before["is_true"], before["revoked_at"]) == (True, revoked_at.isoformat().replace("+00:00", "Z"))
    assert after["is_true"] is False


async def rotated(platform: InProcessPlatform) -> tuple[SoftwareSigner, SoftwareSigner]:
    """A terminal's key, and the one that follows it."""
    present, following = (await platform.enrol()).signer, new_signer()
    proof = to_text(following.sign(following.public_key))
    change = encode(KeyChange(public_key=to_text(following.public_key), proof=proof))
    async with platform.http(present) as http:
        (await http.put("/v1/terminal-key", content=change, headers=JSON)).raise_for_status()
    return present, following


async def test_a_key_that_was_followed_makes_no_true_slips_for_ever(
    platform: InProcessPlatform, clock: FakeClock
) -> None:
    first, following = await rotated(platform)
    rotated_at, minute = clock.now(), timedelta(minutes=1)
    await clock.advance(3600)
    anew, replaced_at = (await platform.enrol()).signer, clock.now()
    week = timedelta(days=7)
    for signer, at, is_true in (
        (first, rotated_at, True), (first, replaced_at - minute, True), (first, replaced_at + minute, False),
        (first, rotated_at + week, False), (following, replaced_at - minute, True),
        (following, replaced_at + minute, False), (anew, replaced_at + week, True), (anew, rotated_at, True),
    ):  # fmt: skip
        assert (await asked(platform, code=slip_code(NUMBER, at, signer))).json()["is_true"] is is_true


async def test_a_key_that_another_one_follows_holds_for_its_week(platform: InProcessPlatform, clock: FakeClock) -> None:
    first, _ = await rotated(platform)
    for days, is_true in ((6, True), (8, False)):
        code = slip_code(NUMBER, clock.now() + timedelta(days=days), first)
        assert (await asked(platform, code=code)).json()["is_true"] is is_true


@pytest.mark.parametrize(("code", "status"), [("", 400), ("x" * 201, 400), ("x" * 200, 200), ("BMQ1", 200)])
async def test_any_text_may_be_asked_about(platform: InProcessPlatform, code: str, status: int) -> None:
    answer = await asked(platform, code=code)
    assert answer.status_code == status
    assert status == 400 or answer.json()["is_true"] is False
