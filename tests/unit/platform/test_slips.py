"""A slip, checked by anybody: what the platform publishes and what it answers agree with `kiosk verify-slip`."""

import pytest

from kiosk.sync.slip_keys import read_keys
from kiosk.wire import SlipDoubt, SoftwareSigner, TrueSlip, judge_slip, new_signing_key, slip_code
from tests.helpers.in_process_platform import InProcessPlatform
from tests.helpers.platform_cases import FILED_AT

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
    assert (answer["is_true"], answer["number"]) == (True, NUMBER)


async def test_a_slip_of_nobody_or_with_anothers_number_is_not(platform: InProcessPlatform) -> None:
    signer = (await platform.enrol()).signer
    stranger = slip_code(NUMBER, FILED_AT, SoftwareSigner(new_signing_key()))
    not_its_own = slip_code("QHJ1-260421-00373", FILED_AT, signer)
    async with platform.http(signer) as http:
        published = read_keys((await http.get("/v1/slip-keys")).content)
        for code, doubt in ((stranger, SlipDoubt.NOT_SIGNED), (not_its_own, SlipDoubt.OTHER_PREFIX)):
            assert judge_slip(code, published) is doubt
            assert (await http.get("/v1/slips", params={"code": code})).json()["is_true"] is False
