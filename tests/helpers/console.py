"""A browser without script at the staff console, and people who may sign in there.

async with browser(platform) as page: ...
await page.sign_in("li")
answer = await page.send("/console/people/new", {…})
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx

from kiosk.platform.people.register import Person, add_person
from kiosk.platform.roles import Clerk, StaffRole
from kiosk.wire.passwords import Cost, hash_password
from tests.helpers.in_process_platform import InProcessPlatform

CONSOLE_URL = "https://platform.test"
PASSWORD = "walks over a bridge"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
KEPT = hash_password(PASSWORD, CHEAP)
"""A kept password names its own cost: this one costs a test nothing."""


class Browser:
    """Keeps cookies, sends a page's token with every form, follows nothing by itself."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def get(self, path: str) -> httpx.Response:
        """One page."""
        return await self.http.get(path)

    async def send(
        self, path: str, fields: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """A form as the browser of somebody who looks at a page of the console sends it."""
        if not self._token():
            await self.http.get("/console/sign-in")
        own = {"Origin": CONSOLE_URL, "Sec-Fetch-Site": "same-origin", **(headers or {})}
        return await self.http.post(path, data={"_csrf_token": self._token(), **(fields or {})}, headers=own)

    async def sign_in(self, person_id: str, password: str = PASSWORD) -> httpx.Response:
        """Sign in."""
        return await self.send("/console/sign-in", {"person_id": person_id, "password": password, "next": ""})

    def _token(self) -> str:
        return self.http.cookies.get("__Host-bianmin-form") or ""


@asynccontextmanager
async def browser(platform: InProcessPlatform, host: str = "10.0.0.7") -> AsyncIterator[Browser]:
    """A browser at a platform whose `console_url` is `CONSOLE_URL`."""
    transport = httpx.ASGITransport(platform.faulty, client=(host, 50000))
    async with httpx.AsyncClient(transport=transport, base_url=CONSOLE_URL) as http:
        yield Browser(http)


async def let_in(
    platform: InProcessPlatform,
    person_id: str,
    role: str,
    desks: tuple[str, ...] = (),
    area: str = "",
    name: str = "",
    **more: bool,
) -> Person:
    """Somebody whose password is `PASSWORD`."""
    person = Person(person_id, Clerk(name or person_id, StaffRole(role), frozenset(desks), area), **more)
    async with platform.reception.database.write() as db:
        await add_person(db, platform.division_code, person, KEPT, (platform.clock.now(), "test"))
    return person
