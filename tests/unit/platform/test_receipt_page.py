"""The page behind a slip's code: four ticks for whoever holds the slip, and nothing more of anybody to anybody."""

import re
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from kiosk.core.case_pages import page_address, page_token, token_on
from kiosk.platform.receipt_page.crowd import AT_ONCE_COUNT, EVERY_S, Crowd
from kiosk.platform.receipt_page.routes import language_of
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform
from tests.helpers.platform_cases import ID_NUMBER, NAME, case_envelope
from tests.unit.platform.conftest import Terminal

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case_id(terminal: Terminal) -> str:
    """A case that has arrived."""
    envelope = case_envelope()
    assert (await terminal.post(envelope)).status_code == 201
    return envelope.case_id


async def page(platform: InProcessPlatform, token: str, language: str = "zh-CN,zh;q=0.9") -> httpx.Response:
    async with platform.http() as http:
        return await http.get(f"/r/{token}", headers={"Accept-Language": language})


def ticks(html: str) -> list[tuple[str, str, str]]:
    """State, word and line of each tick."""
    row = r'<li class="(\w+)".*?<b>(.*?)</b><span class="quiet">(.*?)</span></li>'
    return re.findall(row, html, re.DOTALL)


async def test_whoever_holds_the_slip_sees_the_four_ticks(platform: InProcessPlatform, case_id: str) -> None:
    came = (await page(platform, page_token(case_id))).text
    assert ticks(came) == [
        ("done", "您交的", "4月21日 9:43"), ("done", "平台收到", "4月21日 9:41"),
        ("current", "部门受理", "还没有"), ("todo", "有了答复", "还没有"),
    ]  # fmt: skip
    await platform.staff.accept(case_id)
    assert [tick[0] for tick in ticks((await page(platform, page_token(case_id))).text)] == [
        "done", "done", "done", "current",
    ]  # fmt: skip


async def test_nobody_is_named_in_full_and_an_answer_is_for_the_card_alone(
    platform: InProcessPlatform, case_id: str
) -> None:
    await platform.staff.accept(case_id)
    await platform.staff.close(case_id, "not_granted", "年龄不够")
    html = (await page(platform, page_token(case_id))).text
    assert "张*" in html
    assert not any(secret in html for secret in (NAME, ID_NUMBER, ID_NUMBER[-4:], "年龄不够", "没有批准", "2单元201"))
    assert ticks(html)[3] == ("done", "有了答复", "4月21日 9:41　到自助机刷身份证看")


async def test_of_a_confidential_case_the_page_says_neither_what_nor_who_nor_where(
    platform: InProcessPlatform, case_id: str
) -> None:
    await platform.make_confidential(at_front=False)
    html = (await page(platform, page_token(case_id))).text
    assert len(ticks(html)) == 4
    assert not any(secret in html for secret in ("津贴", "张", "tel:"))


@pytest.mark.parametrize("token", ["A" * 26, "a", "0", "%00", "x" * 3000, "汉字", "A" * 25 + "/B"])
async def test_every_token_that_is_none_is_answered_alike(
    platform: InProcessPlatform, case_id: str, token: str
) -> None:
    wrong, never = await page(platform, token), await page(platform, "B" * 26)
    assert (wrong.status_code, wrong.text) == (404, never.text)
    assert {k: v for k, v in wrong.headers.items() if k != "date"} == {
        k: v for k, v in never.headers.items() if k != "date"
    }


async def test_a_case_that_ended_long_ago_has_no_page_any_more(
    platform: InProcessPlatform, case_id: str, clock: FakeClock
) -> None:
    await platform.staff.close(case_id, "withdrawn", "本人撤回")
    clock.set_wall_clock(clock.now() + timedelta(days=90))
    assert (await page(platform, page_token(case_id))).status_code == 200
    clock.set_wall_clock(clock.now() + timedelta(days=1))
    assert (await page(platform, page_token(case_id))).text == (await page(platform, "B" * 26)).text


async def test_it_is_small_runs_nothing_and_is_kept_by_nobody(platform: InProcessPlatform, case_id: str) -> None:
    answer = await page(platform, page_token(case_id).lower())
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert (answer.headers["cache-control"], answer.headers["referrer-policy"]) == ("no-store", "no-referrer")
    (style,) = re.findall(r'href="(/r-style/[0-9a-f]+)"', answer.text)
    async with platform.http() as http:
        looks = await http.get(style)
    assert (looks.status_code, looks.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert len(answer.content) + len(looks.content) < 12_000


async def test_it_speaks_english_to_whoever_would_rather_have_that(platform: InProcessPlatform, case_id: str) -> None:
    html = (await page(platform, page_token(case_id), "en-GB,en;q=0.9,zh;q=0.2")).text
    assert '<html lang="en">' in html
    assert [tick[1] for tick in ticks(html)] == ["You filed it", "Received", "Accepted", "Answered"]
    of_chinese_names = re.sub("<header>.*?</header>|张[*]", "", html)  # the place's own, and the resident's
    assert not re.search("[\u4e00-\u9fff]", of_chinese_names)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        (None, "zh_CN"), ("", "zh_CN"), ("en", "en"), ("zh,en;q=0.5", "zh_CN"), ("en;q=0.3,zh;q=0.9", "zh_CN"),
        ("fr", "zh_CN"), ("en;q=x", "zh_CN"), ("en-US,en;q=0.9", "en"), (";;q=,,", "zh_CN"),
    ],
)  # fmt: skip
def test_the_language_is_the_browsers(accepted: str | None, language: str) -> None:
    assert language_of(accepted) == language


async def test_who_asks_for_too_many_pages_waits_and_is_told_how_long(
    platform: InProcessPlatform, case_id: str, clock: FakeClock
) -> None:
    for _ in range(AT_ONCE_COUNT):
        assert (await page(platform, "B" * 26)).status_code == 404
    shut = await page(platform, page_token(case_id))
    assert (shut.status_code, shut.headers["retry-after"]) == (429, "2")
    await clock.advance(EVERY_S)
    assert (await page(platform, page_token(case_id))).status_code == 200


def test_one_address_waits_for_no_other() -> None:
    crowd = Crowd()
    assert [crowd.wait_s("one", 0.0) for _ in range(AT_ONCE_COUNT + 1)][-1] > 0
    assert crowd.wait_s("other", 0.0) == 0


def test_a_code_is_of_the_alphanumeric_kind_and_is_known_again() -> None:
    address = page_address("https://kiosk.example.gov.cn", "0" * 32)
    assert re.fullmatch(r"[0-9A-Z $%*+\-./:]{26,80}", address)
    assert token_on(address) == page_token("0" * 32) == token_on(address.lower())
    assert [token_on(text) for text in ("", "HSL3-260421-00373", "https://x/r/abc", address + "x")] == [""] * 4


async def test_a_case_of_before_there_were_pages_has_one_after_the_next_start(tmp_path: Path, clock: FakeClock) -> None:
    async with in_process_platform(tmp_path, clock) as before:
        async with before.http((await before.enrol()).signer) as http:
            envelope = case_envelope()
            assert (await Terminal(http).post(envelope)).status_code == 201
        async with before.reception.database.write() as db:
            await db.exec_driver_sql("update cases set page_token = null")
        assert (await page(before, page_token(envelope.case_id))).status_code == 404
    async with in_process_platform(tmp_path, clock) as after:
        assert (await page(after, page_token(envelope.case_id))).status_code == 200
