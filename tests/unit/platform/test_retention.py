"""What a resident gave is kept so long and no longer: erased once, with nothing left that says whose it was."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from kiosk.core.ids import new_id
from kiosk.platform.retention import erase_due
from kiosk.platform.retention_data import BrokenRetentionError, load_retention
from kiosk.platform.settings import ASSETS
from kiosk.platform.timers import ring_due
from kiosk.wire import Reply
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform
from tests.helpers.platform_cases import (
    FILED_AT,
    ID_NUMBER,
    NAME,
    PAGE_SHA256,
    case_envelope,
    others,
    progress_query,
    rating_envelope,
    word_envelope,
)
from tests.unit.platform.conftest import Terminal, slug

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)
SHORT = """
format = 1
days = 30
undecided_days = 10
[items]
request = 5
"""


@pytest.fixture
async def platform(tmp_path: Path, clock: FakeClock) -> AsyncIterator[InProcessPlatform]:
    file = tmp_path / "retention.toml"
    file.write_text(SHORT)
    async with in_process_platform(tmp_path, clock, retention=file) as running:
        yield running


async def file(terminal: Terminal, number: int = 37) -> str:
    await terminal.put_page()
    pages = [{"material_id": "household_register", "blobs": [PAGE_SHA256]}]
    envelope = case_envelope(number=f"HSL3-0421-{number:04}", materials=pages, others=others())
    assert (await terminal.post(envelope)).status_code == 201
    return envelope.case_id


async def answered(platform: InProcessPlatform, terminal: Terminal, number: int = 37) -> str:
    case_id = await file(terminal, number)
    await platform.staff.accept(case_id)
    await platform.staff.close(case_id, "not_granted", f"{NAME}的年龄不够")
    return case_id


def later(clock: FakeClock, days: int) -> None:
    clock.set_wall_clock(clock.now() + days * DAY)


async def everything(platform: InProcessPlatform) -> str:
    tables = ("cases", "events", "messages", "ratings", "blobs", "desk_cases", "erasures")
    rows = [row for table in tables for row in await platform.sql(f"select * from {table}")]
    return "".join(map(str, rows))


async def test_after_its_days_nothing_is_left_that_says_whose_it_was(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    case_id = await answered(platform, terminal)
    await terminal.post(rating_envelope(case_id, 4), new_id(FILED_AT))
    there = await everything(platform)
    assert all(name in there for name in (NAME, "李*", "陈*"))
    later(clock, 30)
    assert await erase_due(platform.reception) == 0, "the thirtieth day is still one"
    later(clock, 1)
    assert await erase_due(platform.reception) == 1
    assert await erase_due(platform.reception) == 0
    left = await everything(platform)
    assert not any(
        secret in left for secret in (NAME, ID_NUMBER, "李*", "陈*", "年龄不够", "2单元201", "one scanned page")
    )
    assert [kind for (kind,) in await platform.sql("select kind from events order by seq")] == [
        "received", "accepted", "closed",
    ]  # fmt: skip


async def test_nobody_finds_it_any_more_and_the_same_message_is_still_the_same(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    envelope = case_envelope()
    first = await terminal.post(envelope)
    await platform.staff.close(envelope.case_id, "withdrawn", "不办了")
    later(clock, 11)
    assert await erase_due(platform.reception) == 1
    told = await terminal.http.post("/v1/progress", json=msgspec.to_builtins(progress_query()))
    assert told.json()["cases"] == []
    seen = await platform.staff.http.get(f"/v1/cases/{envelope.case_id}")
    assert (seen.status_code, slug(seen)) == (404, "erased")
    again = await terminal.post(envelope)
    assert (again.status_code, again.content) == (200, first.content)
    assert (await platform.staff.cases())["cases"][0]["number"] == "HSL-0421-0037"
    async with platform.http() as anybody:
        for token in ("", "erased", "ERASED"):
            assert (await anybody.get(f"/r/{token}")).status_code == 404


async def test_a_page_that_another_case_of_this_person_holds_stays(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    await answered(platform, terminal, 1)
    living = await file(terminal, 2)
    later(clock, 31)
    assert await erase_due(platform.reception) == 1
    page = await platform.staff.http.get(f"/v1/cases/{living}/pages/{PAGE_SHA256}")
    assert page.status_code == 200


async def test_what_lives_and_what_somebody_is_owed_a_word_for_is_kept(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    await file(terminal, 1)
    unanswered, rated = await answered(platform, terminal, 2), await answered(platform, terminal, 3)
    said = word_envelope(unanswered, Reply(text="还要问一句"))
    assert (await terminal.post(said, new_id(FILED_AT))).status_code == 201
    assert (await terminal.post(rating_envelope(rated, 1), new_id(FILED_AT))).status_code == 201
    later(clock, 400)
    assert await erase_due(platform.reception) == 0
    await ring_due(platform.reception)
    await platform.staff.act(rated, {"action": "rectify", "text": "已经改了"})
    await platform.staff.act(unanswered, {"action": "respond", "text": "可以"})
    assert await erase_due(platform.reception) == 2


@pytest.mark.parametrize(
    "text", ["format = 2\ndays = 1\nundecided_days = 1", "format = 1\ndays = 0\nundecided_days = 1", "days", "x = 1"]
)
def test_a_file_that_cannot_be_followed_is_refused(tmp_path: Path, text: str) -> None:
    broken = tmp_path / "retention.toml"
    broken.write_text(text)
    with pytest.raises(BrokenRetentionError):
        load_retention(broken)


def test_the_example_says_that_it_is_one() -> None:
    text = (ASSETS / "retention.toml").read_text(encoding="utf-8")
    assert "示例" in text
    assert load_retention(ASSETS / "retention.toml").days > 0
