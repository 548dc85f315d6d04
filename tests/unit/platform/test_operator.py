"""An operator sees to the terminals of a running platform, in plain words."""

import httpx
import pytest

from kiosk.platform.__main__ import main
from kiosk.platform.adapters.staff import BadAddressError, Staff
from kiosk.platform.operator import act, parser
from kiosk.platform.settings import ASSETS
from kiosk.texts import Texts
from kiosk.wire import DeadLetterReport, fingerprint
from tests.helpers.enrolled import handed_in, new_signer
from tests.helpers.in_process_platform import BASE_URL, DIVISION_CODE, STAFF_TOKEN, InProcessPlatform
from tests.helpers.platform_cases import case_envelope
from tests.unit.platform.conftest import Terminal
from tests.unit.platform.test_heartbeats import beat, heartbeat

pytestmark = pytest.mark.anyio
EN = Texts.load(ASSETS / "i18n", "en")
ADD = ("add", "hsl-3", "--division-code", DIVISION_CODE, "--prefix", "HSL3", "--place", "槐树里社区")


async def told(platform: InProcessPlatform, *arguments: str, token: str = STAFF_TOKEN) -> tuple[int, str]:
    staff = Staff(BASE_URL, token, transport=platform.transport())
    return await act(staff, parser().parse_args(arguments), EN)


async def test_from_a_code_to_service_and_out_of_it(platform: InProcessPlatform) -> None:
    assert await told(platform, "list") == (0, "There are no terminals")
    code, said = await told(platform, *ADD)
    assert (code, said.endswith("Good until 2026-04-21 09:56, for 5 tries")) == (0, True), said
    signer = new_signer()
    typed = said.partition(": ")[2][:9].replace("-", "")
    (await handed_in(platform.staff.http, "hsl-3", typed, signer)).raise_for_status()
    assert "awaits confirmation" in (await told(platform, "list"))[1]
    wrong = await told(platform, "confirm", "hsl-3", fingerprint(new_signer().public_key))
    assert wrong == (1, "This is not its fingerprint; do not confirm it")
    assert (await told(platform, "confirm", "hsl-3", fingerprint(signer.public_key)))[0] == 0
    assert await told(platform, "list") == (0, "hsl-3  HSL3  槐树里社区  in service  never heard of")
    assert await told(platform, "revoke", "hsl-3") == (0, "The keys of hsl-3 are void")
    assert "revoked" in (await told(platform, "list"))[1]


async def test_what_needs_a_person_stands_in_the_list(platform: InProcessPlatform) -> None:
    machine = await platform.enrol()
    async with platform.http(machine.signer) as http:
        for _ in range(2):
            await Terminal(http).post(case_envelope())
    for said in (heartbeat(2), heartbeat(1), heartbeat(3, acknowledged_count=5, audit_count=1)):
        await beat(platform, machine, said)
    line, letter = (await told(platform, "list"))[1].splitlines()
    assert letter.endswith("  case  The platform did not take it. Please ask the platform")
    assert line.split("  ! ")[1:] == [
        "doubled numbers: 1", "needs a person: 3", "queues set aside: 3", "missing here: 3", "suspected copies: 1",
        "audit in doubt: 1",
    ]  # fmt: skip


async def test_what_is_tried_for_ever_in_vain_stands_in_the_list(platform: InProcessPlatform) -> None:
    machine = await platform.enrol()
    rating = DeadLetterReport(
        message_id="d" * 32, case_id="e" * 32, kind="rating", cause="409 case-not-here", is_held=False, is_waiting=True
    )
    await beat(platform, machine, heartbeat(1, overdue=(rating,)))
    line, _, letter = (await told(platform, "list"))[1].splitlines()
    assert "2 waiting, the oldest for 1 min" in line
    assert "! not arrived for a day: 1" in line
    assert letter.split("  ")[-2:] == [
        "The platform does not have its case", "needs a person; still tried again by itself",
    ]  # fmt: skip


async def test_what_cannot_be_done_is_told_with_its_reason(platform: InProcessPlatform) -> None:
    assert await told(platform, "revoke", "no-such") == (1, "There is no such terminal")
    assert await told(platform, "list", token="x" * 20) == (1, "The platform does not know this token")
    await platform.enrol()
    assert await told(platform, "add", "hsl-4", *ADD[2:]) == (1, "Another terminal has this prefix")


async def test_a_platform_that_is_not_there_or_talks_nonsense_is_told() -> None:
    def nonsense(request: httpx.Request) -> httpx.Response:
        return httpx.Response(502, content=b"<html>")

    staff = Staff(BASE_URL, STAFF_TOKEN, transport=httpx.MockTransport(nonsense))
    assert await act(staff, parser().parse_args(["list"]), EN) == (1, "The platform cannot be reached")


def test_the_token_is_not_sent_in_the_clear() -> None:
    with pytest.raises(BadAddressError, match="https only"):
        Staff("http://platform.example", STAFF_TOKEN)


def test_without_a_token_nothing_is_asked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("KIOSK_STAFF_TOKEN", raising=False)
    assert main(["terminal", "list"]) == 2
    assert "KIOSK_STAFF_TOKEN" in capsys.readouterr().err
