"""The second factor at the console: set up with its digits, needed from then on, and for some roles before anything."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.platform.people.second import STEP_S, digits
from kiosk.platform.roles import StaffRole
from tests.helpers.console import CONSOLE_URL, PASSWORD, Browser, browser, let_in
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform

pytestmark = pytest.mark.anyio


def now_digits(secret: bytes, clock: FakeClock) -> str:
    return digits(secret, int(clock.now().timestamp()) // STEP_S)


async def set_up(page: Browser, clock: FakeClock) -> bytes:
    text = (await page.get("/console/second")).text
    secret = bytes.fromhex(re.search(r'name="secret" value="([0-9a-f]{40})"', text)[1])  # type: ignore[index]  # it is there, or the test fails
    assert "<svg" in text
    fields = {"secret": secret.hex(), "code": now_digits(secret, clock), "password": PASSWORD}
    assert (await page.send("/console/second", fields)).status_code == 303
    clock.set_wall_clock(clock.now() + timedelta(seconds=STEP_S))
    return secret


async def sign_in(page: Browser, code: str) -> int:
    fields = {"person_id": "li", "password": PASSWORD, "next": "", "code": code}
    return (await page.send("/console/sign-in", fields)).status_code


async def test_from_then_on_the_password_alone_lets_nobody_in(
    platform: InProcessPlatform, page: Browser, clock: FakeClock
) -> None:
    await let_in(platform, "li", "administrator")
    await page.sign_in("li")
    secret = await set_up(page, clock)
    async with browser(platform) as other:
        assert (await other.sign_in("li")).status_code == 403
        assert await sign_in(other, "000000") == 403
        code = now_digits(secret, clock)
        assert await sign_in(other, code) == 303
    async with browser(platform) as third:
        assert await sign_in(third, code) == 403, "each good once"


async def test_wrong_digits_and_a_wrong_password_set_nothing_up(
    platform: InProcessPlatform, page: Browser, clock: FakeClock
) -> None:
    await let_in(platform, "li", "administrator")
    await page.sign_in("li")
    secret = "ab" * 20
    right = now_digits(bytes.fromhex(secret), clock)
    for fields, status in (
        ({"secret": secret, "code": "000000", "password": PASSWORD}, 422),
        ({"secret": secret, "code": right, "password": "not the password"}, 422),
        ({"secret": "zz", "code": right, "password": PASSWORD}, 422),
    ):
        assert (await page.send("/console/second", fields)).status_code == status
    async with browser(platform) as other:
        assert (await other.sign_in("li")).status_code == 303


async def test_it_is_given_up_with_the_password_or_with_a_password_that_was_given(
    platform: InProcessPlatform, page: Browser, clock: FakeClock
) -> None:
    for person_id in ("li", "wang"):
        await let_in(platform, person_id, "administrator")
    await page.sign_in("li")
    await set_up(page, clock)
    assert (await page.send("/console/second/off", {"password": "no"})).status_code == 422
    assert (await page.send("/console/second/off", {"password": PASSWORD})).status_code == 303
    async with browser(platform) as other:
        assert (await other.sign_in("li")).status_code == 303
    await set_up(page, clock)
    async with browser(platform) as other:
        await other.sign_in("wang")
        given = await other.send("/console/people/li/password")
        first = re.search(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", given.text)
        assert first is not None
    async with browser(platform) as other:
        fields = {"person_id": "li", "password": first[0], "next": ""}
        assert (await other.send("/console/sign-in", fields)).status_code == 303


async def test_a_role_that_needs_one_comes_no_further_without(tmp_path: Path, clock: FakeClock) -> None:
    needed = frozenset({StaffRole.ADMINISTRATOR})
    async with in_process_platform(tmp_path, clock, console_url=CONSOLE_URL, second_for=needed) as platform:
        await let_in(platform, "li", "administrator")
        await let_in(platform, "tech", "fleet")
        async with browser(platform) as page:
            await page.sign_in("li")
            assert (await page.get("/console/people")).headers["location"] == "/console/second"
            await set_up(page, clock)
            assert (await page.get("/console/people")).status_code == 200
        async with browser(platform) as other:
            await other.sign_in("tech")
            assert (await other.get("/console/fleet")).status_code == 200
