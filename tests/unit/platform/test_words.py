"""What a resident says of their own case: it reaches its desk once, clocks answer, and too late is told in words."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.cases import CaseProgress, ResidentAct, SayingKind
from kiosk.core.ids import new_id
from kiosk.platform.timers import ring_due
from kiosk.wire import CorrectPhone, ProgressAnswer, Reopen, Reply, Withdraw, Word, decode, encode
from tests.helpers.enrolled import JSON
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import in_process_platform
from tests.helpers.platform_cases import FILED_AT, case_envelope, progress_query, word_envelope
from tests.unit.platform.conftest import Terminal, slug
from tests.unit.platform.test_staff import Office, staff_file

pytestmark = pytest.mark.anyio
STREET, BUREAU = "clerk of the street", "clerk of the bureau"
ALL = {ResidentAct.REPLY, ResidentAct.CORRECT_PHONE}


@dataclass
class Filed:
    """A case on the platform, its terminal, and its owner in front of it."""

    office: Office
    terminal: Terminal

    async def say(self, word: Word, key: str | None = None, **who: str) -> httpx.Response:
        return await self.terminal.post(word_envelope(self.office.case_id, word, **who), key or new_id(FILED_AT))

    async def read(self, level: str = "card_read") -> CaseProgress:
        query = encode(progress_query(level=level))
        answer = await self.terminal.http.post("/v1/progress", content=query, headers=JSON)
        (case,) = decode(answer.content, ProgressAnswer).cases
        return case

    async def seen(self, name: str = STREET) -> dict[str, Any]:
        async with self.office.as_(name) as staff:
            return await staff.case(self.office.case_id)

    async def grant(self) -> None:
        await self.office.platform.staff.accept(self.office.case_id)
        await self.office.platform.staff.close(self.office.case_id, "granted", "每月 100 元")


@pytest.fixture
async def filed(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Filed]:
    async with in_process_platform(tmp_path, clock, staff_file=staff_file(tmp_path)) as platform:
        machine = await platform.enrol()
        answers = {"phone": "13900000000", "payout_way": "bank_card"}
        envelope = case_envelope(answers=answers)
        async with platform.http(machine.signer) as http:
            terminal = Terminal(http)
            assert (await terminal.post(envelope)).status_code == 201
            yield Filed(Office(platform, envelope.case_id), terminal)


async def test_a_reply_is_read_at_the_desk_and_what_was_responded_by_the_resident(filed: Filed) -> None:
    assert (await filed.say(Reply(text="户口本在老家，能晚几天吗"))).status_code == 201
    seen = await filed.seen()
    assert [(word["act"], word["text"]) for word in seen["words"]] == [("reply", "户口本在老家，能晚几天吗")]
    assert "reply" in {clock["name"] for clock in seen["clocks"]}
    async with filed.office.as_(STREET) as staff:
        await staff.act(filed.office.case_id, {"action": "respond", "text": "可以，下周三前补上"})
        again = await staff.try_action(filed.office.case_id, {"action": "respond", "text": "再说一遍"})
    assert again.status_code == 409
    said = (await filed.read()).said
    assert [(each.kind, each.text, each.department) for each in said] == [
        (SayingKind.REPLIED, "", ""), (SayingKind.RESPONDED, "可以，下周三前补上", "清河街道"),
    ]  # fmt: skip
    assert "reply" not in {clock["name"] for clock in (await filed.seen())["clocks"]}


async def test_what_was_said_of_an_ended_case_lies_at_the_desk_again_and_is_told_above_if_nobody_responds(
    filed: Filed, clock: FakeClock
) -> None:
    await filed.grant()
    async with filed.office.as_(BUREAU) as staff:
        inbox = "/v1/desks/changan-civil-affairs/inbox"
        assert (await staff.http.get(inbox)).json()["cases"] == []
        await filed.say(Reply(text="钱还没到"))
        (line,) = (await staff.http.get(inbox)).json()["cases"]
    assert (line["case_id"], line["due_on"]) == (filed.office.case_id, "2026-04-24")
    clock.set_wall_clock(clock.now() + timedelta(days=14))
    await ring_due(filed.office.platform.reception)
    alarms = [each["data"] for each in (await filed.seen(BUREAU))["history"] if each["kind"] == "alarmed"]
    assert {(alarm["clock"], alarm["kind"]) for alarm in alarms} == {("reply", "warning"), ("reply", "escalation")}


async def test_a_reopened_case_goes_on_where_it_was_answered_under_a_new_clock(filed: Filed, clock: FakeClock) -> None:
    await filed.grant()
    clock.set_wall_clock(clock.now() + timedelta(days=9))
    answered = await filed.read()
    assert ResidentAct.REOPEN in answered.may
    assert (await filed.say(Reopen(text="说好的钱没到"))).status_code == 201
    again = await filed.read()
    assert (again.state.value, again.answer, again.used_working_days) == ("accepted", None, 0)
    assert again.answer_due_on > answered.answer_due_on
    assert again.accepted_at == answered.accepted_at
    assert any("还没解决" in (step.note or "") for step in again.steps)
    seen = await filed.seen(BUREAU)
    assert [word["text"] for word in seen["words"]] == ["说好的钱没到"]
    await filed.office.platform.staff.close(filed.office.case_id, "granted", "已经补发")
    assert (answer := (await filed.read()).answer) is not None
    assert answer.text == "已经补发"


async def test_what_was_answered_long_ago_is_not_reopened_and_what_was_said_still_reaches_the_desk(
    filed: Filed, clock: FakeClock
) -> None:
    await filed.grant()
    clock.set_wall_clock(clock.now() + timedelta(days=60))
    assert set((await filed.read()).may) == ALL
    assert (await filed.say(Reopen(text="又停了"))).status_code == 201
    told = await filed.read()
    assert (told.state.value, told.said[-1].kind) == ("closed", SayingKind.REPLIED)


async def test_a_case_is_withdrawn_before_acceptance(filed: Filed) -> None:
    assert ResidentAct.WITHDRAW in (await filed.read()).may
    assert (await filed.say(Withdraw())).status_code == 201
    told = await filed.read()
    assert told.answer is not None
    assert (told.answer.result.value, "您自己撤回" in told.answer.text) == ("withdrawn", True)
    assert set(told.may) == ALL
    assert (await filed.seen())["history"][-1]["kind"] == "withdrawn"
    assert (await filed.say(Withdraw())).status_code == 201
    assert (await filed.seen())["history"][-1]["kind"] == "withdrawn"


async def test_a_withdrawal_that_waited_for_a_line_until_after_acceptance_is_told_so_and_changes_nothing(
    filed: Filed,
) -> None:
    await filed.office.platform.staff.accept(filed.office.case_id)
    assert ResidentAct.WITHDRAW not in (await filed.read()).may
    assert (await filed.say(Withdraw())).status_code == 201
    told = await filed.read()
    assert (told.state.value, told.said[-1].kind) == ("accepted", SayingKind.WITHDRAWAL_TOO_LATE)


async def test_staff_see_the_corrected_telephone_and_the_history_never_shows_it(filed: Filed) -> None:
    assert (await filed.say(CorrectPhone(phone="13700000001"))).status_code == 201
    seen = await filed.seen()
    assert seen["answers"]["phone"] == "13700000001"
    assert "13700000001" not in str(seen["history"])


async def test_a_word_is_taken_once_however_often_it_is_sent(filed: Filed) -> None:
    key = new_id(FILED_AT)
    answers = [await filed.say(Reply(text="在吗"), key) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert [each["kind"] for each in (await filed.seen())["history"]].count("replied") == 1


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ({"name": "张桂芳"}, "not-its-owner"),
        ({"id_number": "130102194503120033"}, "not-its-owner"),
        ({"level": "typed"}, "identity-too-low"),
    ],
)
async def test_nobody_else_says_anything_of_a_case(filed: Filed, who: dict[str, str], reason: str) -> None:
    refused = await filed.say(Withdraw(), **who)
    assert (refused.status_code, slug(refused)) == (422, reason)
    assert (await filed.read()).state.value == "received"


async def test_a_word_of_a_case_that_is_not_here_yet_comes_again_later(filed: Filed) -> None:
    answer = await filed.terminal.post(word_envelope("0" * 32, Withdraw()), new_id(FILED_AT))
    assert (answer.status_code, slug(answer)) == (409, "case-not-here")
