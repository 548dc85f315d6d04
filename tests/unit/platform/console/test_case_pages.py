"""The inbox and the case's page: what is shown, what is masked, what a form does."""

from datetime import timedelta

import pytest

from kiosk.platform.people.diary import Act, latest
from kiosk.wire import ByOthers, CorrectPhone, Reply
from tests.helpers.console import Browser, browser, let_in
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform
from tests.helpers.platform_cases import (
    AGENT_NAME,
    AGENT_NUMBER,
    ID_NUMBER,
    NAME,
    PAGE_SHA256,
    acted,
    case_envelope,
    others,
    word_envelope,
)
from tests.unit.platform.conftest import Terminal
from tests.unit.platform.console.office import NUMBERS, Office, open_office

pytestmark = pytest.mark.anyio
PERSONAL = (NAME, ID_NUMBER, "2单元201")


@pytest.fixture
async def office(platform: InProcessPlatform) -> Office:
    return await open_office(platform)


async def diary(office: Office) -> list[tuple[str, str, str | None]]:
    async with office.platform.reception.database.read() as db:
        entries = await latest(db)
    looked = (Act.CASE_OPENED, Act.CASE_REVEALED, Act.PAGE_OPENED)
    return [(entry.person_id, entry.act, entry.case_id) for entry in reversed(entries) if entry.act in looked]


async def test_a_page_masks_the_person_until_it_is_asked_and_writes_down_who_asked(
    office: Office, page: Browser, clock: FakeClock
) -> None:
    await page.sign_in("street")
    case_id = office.cases["received"]
    path = f"/console/cases/{case_id}"
    masked = (await page.get(path)).text
    assert "张*" in masked
    assert not any(text in masked for text in PERSONAL)
    await clock.advance(1)
    full = (await page.send(f"{path}/reveal")).text
    assert all(text in full for text in PERSONAL)
    await clock.advance(1)
    again = (await page.get(path)).text
    assert not any(text in again for text in PERSONAL)
    assert await diary(office) == [
        ("street", "case_opened", case_id), ("street", "case_revealed", case_id), ("street", "case_opened", case_id),
    ]  # fmt: skip


async def test_a_reveal_by_a_link_shows_nothing(office: Office, page: Browser) -> None:
    """Only a form of ours can ask for it, so that nobody is made to look by a link."""
    await page.sign_in("street")
    assert (await page.get(f"/console/cases/{office.cases['received']}/reveal")).status_code == 405
    assert await diary(office) == []


async def test_whose_case_it_is_not_leaves_no_trace_of_having_seen_it(office: Office, page: Browser) -> None:
    await page.sign_in("elsewhere")
    await page.send(f"/console/cases/{office.cases['received']}/reveal")
    assert await diary(office) == []


async def test_a_scanned_page_is_shown_without_running_anything(office: Office, page: Browser) -> None:
    await page.sign_in("street")
    answer = await page.get(f"/console/cases/{office.cases['received']}/pages/{PAGE_SHA256}")
    assert answer.headers["content-type"] in ("image/jpeg", "application/octet-stream")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert (await diary(office))[0][1] == "page_opened"


async def test_what_the_resident_said_is_read_and_responded_to_on_the_page(office: Office, page: Browser) -> None:
    case_id = office.cases["received"]
    machine = await office.platform.enrol("hsl-4", "HSL4")
    async with office.platform.http(machine.signer) as http:
        said = word_envelope(case_id, Reply(text="户口本在老家"))
        assert (await Terminal(http).post(said)).status_code == 201
        phone = word_envelope(case_id, CorrectPhone(phone="13700000001"))
        assert (await Terminal(http).post(phone)).status_code == 201
    await page.sign_in("street")
    path = f"/console/cases/{case_id}"
    shown = (await page.get(path)).text
    assert "户口本在老家" in shown
    assert "改了联系电话" in shown
    assert "13700000001" not in shown
    version = str((await office.platform.staff.case(case_id))["version"])
    fields = {"action": "respond", "text": "下周补上就行", "version": version}
    answer = await page.send(f"{path}/actions", fields)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?done=respond")
    assert "下周补上就行" in (await page.get(path)).text
    assert "respond-text" not in (await page.get(path)).text


async def test_a_form_sent_twice_is_done_once(office: Office, page: Browser) -> None:
    await page.sign_in("street")
    path = f"/console/cases/{office.cases['received']}/actions"
    fields = {"action": "accept", "task_id": "check", "version": "1", "key": "a" * 32}
    assert (await page.send(path, fields)).status_code == 303
    assert (await page.send(path, fields)).status_code == 303
    history = (await office.platform.staff.case(office.cases["received"]))["history"]
    assert [event["kind"] for event in history] == ["received", "accepted"]
    assert history[-1]["actor"] == "staff:street"


async def test_what_somebody_changed_meanwhile_is_looked_at_again_and_nothing_written_is_lost(
    office: Office, page: Browser
) -> None:
    await page.sign_in("street")
    case_id = office.cases["received"]
    async with browser(office.platform) as other:
        await other.sign_in("above")
        fields = {"action": "supervise", "text": "快办", "version": "1"}
        assert (await other.send(f"/console/cases/{case_id}/actions", fields)).status_code == 303
    stale = {"action": "refuse", "reason": "户口不在本区", "version": "1"}
    answer = await page.send(f"/console/cases/{case_id}/actions", stale)
    assert answer.status_code == 412
    assert "别人刚改过这件" in answer.text
    assert "户口不在本区</textarea>" in answer.text
    assert (await office.platform.staff.case(case_id))["state"] == "received"


async def test_what_is_not_filled_in_is_said_and_changes_nothing(office: Office, page: Browser) -> None:
    await page.sign_in("street")
    case_id = office.cases["received"]
    for fields in (
        {"action": "refuse"}, {"action": "ask_correction", "due_on": "2026-05-15"}, {"action": "forget"},
        {"action": "ask_correction", "due_on": "soon", "other_name": "x", "reason_other": "y"},
        {"action": "ask_correction", "due_on": "2026-05-15", "material": "household_register"},
    ):  # fmt: skip
        answer = await page.send(f"/console/cases/{case_id}/actions", {**fields, "version": "1"})
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
    assert (await office.platform.staff.case(case_id))["version"] == 1


async def test_what_is_missing_is_asked_once_and_the_page_says_what_the_resident_reads(
    office: Office, page: Browser
) -> None:
    await page.sign_in("street")
    path = f"/console/cases/{office.cases['received']}"
    fields = {
        "action": "ask_correction", "version": "1", "due_on": "2026-05-15", "material": ["household_register"],
        "reason_household_register": "本人页看不清", "other_name": "低保证", "reason_other": "核对用",
    }  # fmt: skip
    assert (await page.send(f"{path}/actions", fields)).headers["location"] == f"{path}?done=ask_correction"
    shown = (await page.get(f"{path}?done=ask_correction")).text
    assert "已告诉居民要补什么" in shown
    assert "户口本本人页：本人页看不清" in shown
    assert "低保证：核对用" in shown
    assert 'value="ask_correction"' not in shown


async def test_what_leaves_the_desk_for_good_leads_back_to_the_inbox(office: Office, page: Browser) -> None:
    """A confidential case is not seen any more where its task was given away."""
    await page.sign_in("street")
    fields = {
        "action": "transfer_task", "task_id": "check", "desk_id": "changan-civil-affairs", "reason": "归你们",
        "version": "1",
    }  # fmt: skip
    answer = await page.send(f"/console/cases/{office.cases['confidential']}/actions", fields)
    assert answer.headers["location"].startswith("/console/")
    assert (await page.get(answer.headers["location"])).status_code == 200


async def test_what_is_due_first_stands_first_and_a_confidential_case_names_nobody(
    office: Office, page: Browser, clock: FakeClock
) -> None:
    await page.sign_in("street")
    text = (await page.get("/console/inbox")).text
    assert "2 件没办完" in text
    assert "还剩 3 个工作日" in text
    assert "隐去" in text
    assert "孙*" not in text
    clock.set_wall_clock(clock.now() + timedelta(days=7))
    await page.sign_in("street")
    assert "超过 2 个工作日" in (await page.get("/console/inbox?show=soon")).text
    stands = (await page.get("/console/inbox?show=stands")).text
    assert not any(number in stands for number in NUMBERS.values())
    assert "这里没有要办的" in stands


@pytest.mark.parametrize("query", ["show=everything", "cursor=x", "cursor=WzEsMl0="])
async def test_an_address_that_is_not_ours_is_a_page_that_says_so(office: Office, page: Browser, query: str) -> None:
    await page.sign_in("street")
    answer = await page.get(f"/console/inbox?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/html")


async def test_what_a_resident_wrote_is_text_and_never_markup(platform: InProcessPlatform, page: Browser) -> None:
    office = await open_office(platform)
    await page.sign_in("above")
    fields = {"action": "supervise", "text": "<script>alert(1)</script>", "version": "1"}
    await page.send(f"/console/cases/{office.cases['received']}/actions", fields)
    shown = (await page.get(f"/console/cases/{office.cases['received']}")).text
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


async def file_again(office: Office, number: str, **changes: str) -> str:
    """Once more, by the same person unless another is named."""
    machine = await office.platform.enrol("hsl-9", "HSL9")
    envelope = case_envelope(number=number, **changes)
    async with office.platform.http(machine.signer) as http:
        assert (await Terminal(http).post(envelope)).status_code == 201
    return envelope.case_id


async def test_a_case_filed_twice_is_merged_into_the_other_and_the_resident_reads_it(
    office: Office, page: Browser
) -> None:
    case_id, again = office.cases["received"], await file_again(office, "HSL9-0421-0001")
    await page.sign_in("street")
    shown = (await page.get(f"/console/cases/{again}")).text
    assert f'name="into_case_id" value="{case_id}"' in shown
    assert NUMBERS["received"] in shown
    fields = {"action": "merge", "into_case_id": case_id, "text": "两件并成一件办", "version": "1", "key": "b" * 32}
    assert (await page.send(f"/console/cases/{again}/actions", fields)).status_code == 303
    merged = await office.platform.staff.case(again)
    assert (merged["state"], merged["merged_into"]) == ("closed", case_id)
    assert merged["progress"]["answer"]["text"] == "两件并成一件办"
    assert (await office.platform.staff.case(case_id))["history"][-1]["data"]["number"] == "HSL9-0421-0001"
    assert "并到同一个人的另一件" not in (await page.get(f"/console/cases/{case_id}")).text


async def test_nothing_is_offered_to_merge_with_what_is_not_the_same_matter(office: Office, page: Browser) -> None:
    other = await file_again(office, "HSL9-0421-0001", name="李桂兰")
    await page.sign_in("street")
    assert "into_case_id" not in (await page.get(f"/console/cases/{other}")).text
    fields = {"action": "merge", "into_case_id": office.cases["received"], "text": "并", "version": "1"}
    refused = await page.send(f"/console/cases/{other}/actions", fields)
    assert refused.status_code == 422
    assert "只有同一个人、同一事项" in refused.text
    assert (await office.platform.staff.case(other))["state"] == "received"


async def filed(platform: InProcessPlatform, told: ByOthers) -> str:
    """The address of a case that others did, with somebody let in who may see it."""
    await let_in(platform, "street", "street", ("qinghe",), "")
    machine = await platform.enrol()
    async with platform.http(machine.signer) as http:
        envelope = case_envelope(others=told, number=NUMBERS["received"])
        assert (await Terminal(http).post(envelope)).status_code == 201
    return f"/console/cases/{envelope.case_id}"


async def test_staff_see_who_did_it_for_another_masked_until_they_ask(
    platform: InProcessPlatform, page: Browser
) -> None:
    path = await filed(platform, others())
    await page.sign_in("street")
    masked, full = (await page.get(path)).text, (await page.send(f"{path}/reveal")).text
    for text in (masked, full):
        assert all(said in text for said in ("代办人", "子女", "本人在场", "帮办人", "陈*", "7710042", "单独问过"))
    assert not any(text in masked for text in (AGENT_NAME, AGENT_NUMBER))
    assert all(text in full for text in (AGENT_NAME, AGENT_NUMBER))


async def test_where_nobody_has_agreed_yet_staff_are_told_to_ring_up_first(
    platform: InProcessPlatform, page: Browser
) -> None:
    path = await filed(platform, acted(ground="telephone", agreed_at=None))
    await page.sign_in("street")
    assert "先给本人打电话" in (await page.get(path)).text
