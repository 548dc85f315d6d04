"""People and roles: what an administrator may do, and that nobody else may."""

import re

import pytest

from tests.helpers.console import PASSWORD, Browser, browser, let_in
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform

pytestmark = pytest.mark.anyio
LI = {"person_id": "li", "name": "李华", "role": "department", "desks": ["changan-civil-affairs"]}


async def administrator(platform: InProcessPlatform, page: Browser) -> None:
    await let_in(platform, "chen", "administrator", name="陈静")
    await page.sign_in("chen")


def given(text: str) -> str:
    found = re.search(r'class="code">([^<]+)<', text)
    assert found is not None
    return found[1]


async def test_a_new_person_signs_in_with_the_given_password_and_makes_it_their_own(
    platform: InProcessPlatform, page: Browser
) -> None:
    await administrator(platform, page)
    answer = await page.send("/console/people/new", LI)
    assert answer.status_code == 200
    async with browser(platform) as other:
        assert (await other.sign_in("li", given(answer.text))).status_code == 303
        assert (await other.get("/console")).headers["location"] == "/console/password"
    listed = (await page.get("/console/people")).text
    assert "区民政局" in listed
    assert "等首次登录" in listed
    assert given(answer.text) not in listed


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"person_id": "a b"}, "工号只能用"),
        ({"name": ""}, "请填姓名"),
        ({"desks": []}, "至少选一个窗口"),
        ({"desks": ["moon"]}, "没有这个窗口"),
        ({"role": "supervisor", "area": "13"}, "辖区代码"),
        ({"person_id": "chen"}, "已经有了"),
    ],
)
async def test_nobody_is_made_who_could_not_work(
    platform: InProcessPlatform, page: Browser, changes: dict[str, object], told: str
) -> None:
    await administrator(platform, page)
    answer = await page.send("/console/people/new", {**LI, **changes})
    assert answer.status_code == 422
    assert told in answer.text
    assert ">li<" not in (await page.get("/console/people")).text


async def test_no_form_makes_a_house(platform: InProcessPlatform, page: Browser) -> None:
    """The house token's rights are nobody's who signs in."""
    await administrator(platform, page)
    await page.send("/console/people/new", {**LI, "role": "house"})
    assert "社区" in (await page.get("/console/people")).text
    assert 'value="house"' not in (await page.get("/console/people/li")).text


async def test_the_last_administrator_stays_one(platform: InProcessPlatform, page: Browser) -> None:
    await administrator(platform, page)
    for change in ({"closed": "yes", "role": "administrator"}, {"role": "fleet"}):
        answer = await page.send("/console/people/chen", {"name": "陈静", **change})
        assert answer.status_code == 422
        assert "最后一位管理员" in answer.text
    assert (await page.get("/console/people")).status_code == 200


async def test_a_new_password_is_given_and_the_old_one_is_over(platform: InProcessPlatform, page: Browser) -> None:
    await administrator(platform, page)
    await let_in(platform, "li", "fleet")
    async with browser(platform) as other:
        await other.sign_in("li")
        answer = await page.send("/console/people/li/password")
        assert (await other.get("/console/password")).status_code == 303
        assert (await other.sign_in("li", PASSWORD)).status_code == 403
        assert (await other.sign_in("li", given(answer.text))).status_code == 303


@pytest.mark.parametrize("role", ["community", "street", "department", "supervisor", "fleet"])
async def test_people_and_their_diary_are_for_administrators(
    platform: InProcessPlatform, page: Browser, role: str
) -> None:
    await let_in(platform, "li", role, desks=("qinghe",), area="130102")
    await page.sign_in("li")
    for path in ("/console/people", "/console/people/new", "/console/people/li", "/console/diary"):
        assert (await page.get(path)).status_code == 403
    for path in ("/console/people/new", "/console/people/li", "/console/people/li/password"):
        assert (await page.send(path, {**LI, "role": "administrator"})).status_code == 403
    assert (await page.get("/console/people")).status_code == 403


async def test_the_diary_tells_who_came_and_who_did_not(
    platform: InProcessPlatform, page: Browser, clock: FakeClock
) -> None:
    await administrator(platform, page)
    await clock.advance(1)
    async with browser(platform, host="10.0.0.9") as other:
        await other.sign_in("chen", "not the password")
    await clock.advance(1)
    await page.send("/console/people/new", LI)
    text = (await page.get("/console/diary")).text
    assert text.index("添加人员") < text.index("没登录成") < text.index("登录</td>")
    assert "10.0.0.9" in text
    assert "not the password" not in text
